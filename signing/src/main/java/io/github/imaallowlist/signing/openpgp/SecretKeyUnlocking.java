package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.signing.Passphrase;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.operator.PBESecretKeyDecryptor;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyConverter;

/**
 * Decrypts secret keys of one file, with a passphrase that is asked at most once and wiped at the
 * end.
 */
final class SecretKeyUnlocking implements AutoCloseable {
  private final String source;
  private final Passphrase passphrase;
  private Optional<char[]> characters = Optional.empty();

  SecretKeyUnlocking(String source, Passphrase passphrase) {
    this.source = source;
    this.passphrase = passphrase;
  }

  /**
   * @throws AllowlistException if the passphrase is missing or wrong
   * @throws IOException if the key is malformed, or its protection is beyond the limits
   */
  SigningSecret unlock(PGPSecretKey key) throws IOException, AllowlistException {
    boolean encrypted = key.getS2KUsage() != SecretKeyPacket.USAGE_NONE;
    if (encrypted) {
      requireLimits(Optional.ofNullable(key.getS2K()));
    }
    try {
      PGPPrivateKey secret = encrypted ? key.extractPrivateKey(decryptor()) : unprotected(key);
      return SigningSecret.of(
          source,
          new Fingerprint(key.getPublicKey().getFingerprint()),
          key.getPublicKey().getAlgorithm(),
          new BcPGPKeyConverter().getPrivateKey(secret));
    } catch (PGPException | RuntimeException e) {
      if (encrypted) {
        throw new AllowlistException(
            ExitCode.NO_TRUST,
            source
                + ": the secret key "
                + SecretKeyChoice.fingerprint(key)
                + " cannot be decrypted with this passphrase",
            "Give the passphrase of this key; the file itself may also be damaged.",
            e);
      }
      throw new MalformedInputException(
          source,
          InputException.NO_OFFSET,
          SecretKeyChoice.fingerprint(key) + ": malformed secret key: " + e.getMessage(),
          e);
    }
  }

  private static PGPPrivateKey unprotected(PGPSecretKey key) throws PGPException {
    return key.extractPrivateKey(newDecryptor(new char[0]));
  }

  private PBESecretKeyDecryptor decryptor() throws IOException, AllowlistException {
    if (characters.isEmpty()) {
      characters = Optional.of(passphrase.forKey(source));
    }
    return newDecryptor(characters.get());
  }

  private static PBESecretKeyDecryptor newDecryptor(char[] characters) {
    return new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
        .build(characters);
  }

  /** Of the ways from passphrase to key (RFC 9580, section 3.7) only Argon2 can cost too much. */
  private void requireLimits(Optional<S2K> function) throws LimitExceededException {
    if (function.isPresent()
        && function.get().getType() == S2K.ARGON_2
        && (function.get().getMemorySizeExponent() > OpenPgpLimits.ARGON2_MEMORY_EXPONENT
            || function.get().getPasses() > OpenPgpLimits.ARGON2_PASSES)) {
      throw new LimitExceededException(
          source,
          InputException.NO_OFFSET,
          "Argon2 with %d passes over 2^%d KiB; at most %d over 2^%d are allowed"
              .formatted(
                  function.get().getPasses(),
                  function.get().getMemorySizeExponent(),
                  OpenPgpLimits.ARGON2_PASSES,
                  OpenPgpLimits.ARGON2_MEMORY_EXPONENT));
    }
  }

  @Override
  public void close() {
    characters.ifPresent(each -> Arrays.fill(each, '\0'));
  }
}
