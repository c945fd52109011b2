package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.DataSignature;
import io.github.imaallowlist.signing.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * Signatures whose keys are not known: what can be asked of them all the same. They may still be
 * anybody's.
 */
final class ClaimedSignatures {
  private static final int BUFFER_BYTES = 1 << 16;

  /** RFC 2440, the first OpenPGP: older signatures are of a clock that is not set. */
  private static final Instant OPENPGP = Instant.parse("1998-11-01T00:00:00Z");

  /** The signing machine's clock may be that far ahead of ours. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final String source;
  private final List<DataSignature> signatures;

  private ClaimedSignatures(String source, List<DataSignature> signatures) {
    this.source = source;
    this.signatures = signatures;
  }

  /**
   * @param source whose output it is, for messages
   * @throws InputException if these are not OpenPGP signatures
   */
  static ClaimedSignatures parse(String source, byte[] bytes) throws InputException {
    return new ClaimedSignatures(source, DataSignature.parse(source, bytes));
  }

  /**
   * That each is over binary data, by a hash that is not weak, made at a time that can be, and that
   * the two octets of the digest that it shows are those of the data (RFC 9580, section 5.2.3).
   *
   * @throws AllowlistException with {@link ExitCode#NO_TRUST} at the first that is not
   */
  void requirePlausible(ByteSource data, Instant now) throws IOException, AllowlistException {
    List<MessageDigest> digests = new ArrayList<>();
    for (DataSignature signature : signatures) {
      requireBinary(signature);
      requireStrongHash(signature);
      requireTime(signature, now);
      digests.add(signature.newMessageDigest());
    }
    feed(data, digests);
    for (int i = 0; i < digests.size(); i++) {
      byte[] digest = signatures.get(i).finish(digests.get(i)).digest();
      byte[] shown = parsed(signatures.get(i)).getDigestPrefix();
      if (shown.length != 2 || shown[0] != digest[0] || shown[1] != digest[1]) {
        throw noTrust(
            "the signature is over other data than the file that it had to sign",
            "The command must sign the file whose name is its last argument.");
      }
    }
  }

  private void requireBinary(DataSignature signature) throws IOException, AllowlistException {
    int type = parsed(signature).getSignatureType();
    if (type != PGPSignature.BINARY_DOCUMENT) {
      throw noTrust(
          "a signature of type 0x%02x, where one over binary data, 0x00, is needed".formatted(type),
          "Let the command make a detached signature, as `sign -d` and `gpg --detach-sign` do.");
    }
  }

  private void requireStrongHash(DataSignature signature) throws AllowlistException {
    Optional<HashAlgorithm> hash = signature.hashAlgorithm();
    if (hash.isEmpty() || hash.get().isWeak() || hash.get() == HashAlgorithm.RIPEMD160) {
      throw noTrust(
          "the signature rests on %s"
              .formatted(
                  hash.map(known -> "the weak hash " + known).orElse("an unknown kind of hash")),
          "Ask for SHA-256: `sign -h sha256 -d`, or `hash: sha256` in /etc/sign.conf.");
    }
  }

  private void requireTime(DataSignature signature, Instant now) throws AllowlistException {
    Optional<Instant> created = signature.created();
    if (created.isEmpty()
        || created.get().isBefore(OPENPGP)
        || created.get().isAfter(now.plus(CLOCK_SKEW))) {
      throw noTrust(
          "the signature says that it was made %s; now is %s"
              .formatted(created.map(time -> "at " + time).orElse("at no time"), now),
          "Set the clock of the machine that signs, and of this one.");
    }
  }

  private static void feed(ByteSource data, List<MessageDigest> digests) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = data.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (MessageDigest digest : digests) {
          digest.update(buffer, 0, n);
        }
      }
    }
  }

  /** For the fields that have no place in a signature that a key is to judge. */
  private PGPSignature parsed(DataSignature signature) throws IOException, AllowlistException {
    try (BCPGInputStream packet =
        new BCPGInputStream(new ByteArrayInputStream(signature.encoded()))) {
      return new PGPSignature(packet);
    } catch (IOException | PGPException | RuntimeException e) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          source + ": a signature of a kind that is not supported: " + e.getMessage(),
          "Have it made in version 4: `sign -4 -d`.",
          e);
    }
  }

  private AllowlistException noTrust(String problem, String remedy) {
    return new AllowlistException(ExitCode.NO_TRUST, source + ": " + problem, remedy);
  }
}
