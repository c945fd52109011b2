package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.openpgp.DataSignature;
import io.github.imaallowlist.openpgp.DetachedSignatures;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.openpgp.SignatureCheck;
import io.github.imaallowlist.openpgp.SignatureStatus;
import io.github.imaallowlist.signing.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Verifies OpenPGP signatures that stand beside the file they sign. */
public final class DetachedOpenPgp {
  private static final int SHOWN_SIGNATURES = 4;

  /** Text may stand before the armor. */
  private static final int START_BYTES = 4096;

  private static final String ARMOR = "-----BEGIN PGP ";

  private DetachedOpenPgp() {}

  /**
   * Whether a file begins as OpenPGP signatures do: with armor, or with a packet's first octet,
   * whose highest bit is set (RFC 9580, section 4.2), which neither PEM nor DER begin with.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean isSignature(ByteSource file) throws IOException {
    byte[] start;
    try (InputStream in = file.open()) {
      start = in.readNBytes(START_BYTES);
    }
    boolean packet = start.length > 0 && start[0] < 0;
    return packet || new String(start, StandardCharsets.ISO_8859_1).contains(ARMOR);
  }

  /**
   * Verifies that enough of the pinned keys signed the data; other signatures do no harm.
   *
   * @param data read once, and never held in memory
   * @param signature the signatures, armored or binary
   * @param keyring the keys that the caller trusts, at least one
   * @param now the time at which the signatures have to be good
   * @param threshold how many certificates must have signed, at least one
   * @throws AllowlistException with {@link ExitCode#NO_TRUST} if fewer have; it says what became of
   *     each signature
   * @throws IOException if something cannot be read, or the signatures are malformed or beyond the
   *     limits
   */
  public static VerifiedSignatures verify(
      ByteSource data, ByteSource signature, Keyring keyring, Instant now, int threshold)
      throws IOException, AllowlistException {
    if (keyring.isEmpty() || threshold < 1) {
      throw new IllegalArgumentException("without a trusted key nothing can be verified");
    }
    byte[] bytes = OpenPgpLimits.readAll(signature, OpenPgpLimits.SIGNATURE_BYTES);
    List<DataSignature> signatures = DataSignature.parse(signature.name(), bytes);
    List<SignatureCheck> checks;
    try (InputStream in = data.open()) {
      checks = DetachedSignatures.check(keyring, signatures, in, now);
    }
    int signers = VerifiedSignatures.signersOf(checks).size();
    if (signers < threshold) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: signed by %d of the given keys, %s needed: %s"
              .formatted(
                  data.name(),
                  signers,
                  threshold == 1 ? "one is" : threshold + " are",
                  described(signature, checks)),
          remedy(checks));
    }
    return new VerifiedSignatures(checks);
  }

  /** Whether one of the keys signed the data; what cannot be read as a signature did not. */
  static boolean isSignedBy(Keyring keyring, ByteSource data, ByteSource signature, Instant now)
      throws IOException {
    List<DataSignature> signatures;
    try {
      signatures =
          DataSignature.parse(
              signature.name(), OpenPgpLimits.readAll(signature, OpenPgpLimits.SIGNATURE_BYTES));
    } catch (InputException e) {
      return false;
    }
    try (InputStream in = data.open()) {
      return !VerifiedSignatures.signersOf(DetachedSignatures.check(keyring, signatures, in, now))
          .isEmpty();
    }
  }

  private static String described(ByteSource signature, List<SignatureCheck> checks) {
    String each =
        IntStream.range(0, Math.min(checks.size(), SHOWN_SIGNATURES))
            .mapToObj(i -> "signature %d is %s".formatted(i + 1, described(checks.get(i))))
            .collect(Collectors.joining("; "));
    int more = checks.size() - SHOWN_SIGNATURES;
    return "in " + signature.name() + " " + each + (more > 0 ? "; and " + more + " more" : "");
  }

  private static String described(SignatureCheck check) {
    return "%s (%s%s)"
        .formatted(
            check.status(), check.signer().map(signer -> signer + ": ").orElse(""), check.detail());
  }

  private static String remedy(List<SignatureCheck> checks) {
    if (has(checks, SignatureStatus.BAD)) {
      return "File and signature do not belong together: get both again from their source.";
    }
    if (has(checks, SignatureStatus.UNKNOWN_KEY)) {
      return "Get the signer's public key in a way you trust and give it with --keyring; what the"
          + " file itself says about its signer proves nothing.";
    }
    return "Have it signed again with a key that is valid and strong.";
  }

  private static boolean has(List<SignatureCheck> checks, SignatureStatus status) {
    return checks.stream().anyMatch(check -> check.status() == status);
  }
}
