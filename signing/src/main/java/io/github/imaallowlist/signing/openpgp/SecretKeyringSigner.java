package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.openpgp.DataSignature;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.openpgp.SignatureCheck;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.Passphrase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPSecretKey;

/**
 * Signs with a key of a file that {@code gpg --export-secret-keys} wrote.
 *
 * <p>The same key, time and data give the same bytes.
 */
public final class SecretKeyringSigner implements OpenPgpSigner {
  private static final int BUFFER_BYTES = 1 << 16;

  private final SigningSecret secret;
  private final Keyring certificate;
  private final Instant created;

  private SecretKeyringSigner(SigningSecret secret, Keyring certificate, Instant created) {
    this.secret = secret;
    this.certificate = certificate;
    this.created = created;
  }

  /**
   * Reads the file and takes the newest subkey whose signature verifies, or else the primary key.
   *
   * @param keyId a fingerprint or long key id: of a primary key to choose among its keys, of a
   *     subkey or with {@code !} behind it for that key alone; needed if the file has several
   *     certificates
   * @param passphrase asked at most once, and only if a key is encrypted
   * @param created what the signatures say as their time, to the second
   * @throws AllowlistException if there is no such key, none may sign at that time, or its
   *     passphrase is missing or wrong
   * @throws IOException if the file cannot be read, is malformed, or beyond the limits
   */
  public static SecretKeyringSigner read(
      Path file, Optional<String> keyId, Passphrase passphrase, Instant created)
      throws IOException, AllowlistException {
    requireTime(created);
    Optional<KeyDesignation> designation =
        keyId.isPresent() ? Optional.of(KeyDesignation.require(keyId.get())) : Optional.empty();
    SecretKeyring keyring = SecretKeyring.read(file);
    SecretKeyChoice choice = SecretKeyChoice.of(keyring, designation);
    Keyring certificate =
        Keyring.parse(keyring.source(), choice.certificate().toCertificate().getEncoded());
    List<String> refused = new ArrayList<>();
    try (SecretKeyUnlocking unlocking = new SecretKeyUnlocking(keyring.source(), passphrase)) {
      for (PGPSecretKey key : choice.keys()) {
        SigningSecret secret = unlocking.unlock(key);
        SignatureCheck trial = trial(secret, certificate, created);
        if (trial.isGood()) {
          return new SecretKeyringSigner(secret, certificate, created);
        }
        refused.add("%s is %s (%s)".formatted(secret, trial.status(), trial.detail()));
      }
    }
    throw new AllowlistException(
        ExitCode.NO_TRUST,
        "%s: no key can sign at %s: %s"
            .formatted(keyring.source(), created, String.join("; ", refused)),
        "Give a key that is valid then, or export it anew after `gpg --edit-key` extended it.");
  }

  private static void requireTime(Instant created) throws AllowlistException {
    if (!SignatureV4.hasTime(created)) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "an OpenPGP signature cannot be made at " + created,
          "Give a time between 1970 and 2106, or unset SOURCE_DATE_EPOCH.");
    }
  }

  /** What becomes of a signature over nothing: may this key sign? */
  private static SignatureCheck trial(SigningSecret secret, Keyring certificate, Instant created)
      throws IOException {
    SignatureV4 signature = new SignatureV4(secret, created);
    DataSignature trial =
        DataSignature.parse(secret.toString(), signature.sign(signature.newMessageDigest())).get(0);
    return certificate.check(trial.finish(trial.newMessageDigest()), created);
  }

  @Override
  public OpenPgpSignature sign(ByteSource data) throws IOException, AllowlistException {
    SignatureV4 signature = new SignatureV4(secret, created);
    MessageDigest digest = signature.newMessageDigest();
    try (InputStream in = data.open()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    byte[] armored = signature.sign(digest);
    VerifiedSignatures verified =
        DetachedOpenPgp.verify(
            data, ByteSource.of("the new signature", armored), certificate, created, 1);
    return new OpenPgpSignature(armored, verified.signers(), List.of());
  }

  @Override
  public boolean vouches(ByteSource data, ByteSource signature) throws IOException {
    Instant clock = Instant.now();
    return DetachedOpenPgp.isSignedBy(
        certificate, data, signature, clock.isBefore(created) ? created : clock);
  }

  /** Names the key; nothing of its secret. */
  @Override
  public String toString() {
    return "OpenPGP key " + secret;
  }
}
