package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.openpgp.packet.Armor;
import io.github.imaallowlist.openpgp.packet.Block;
import io.github.imaallowlist.openpgp.packet.NoKeysException;
import io.github.imaallowlist.openpgp.packet.Packet;
import io.github.imaallowlist.signing.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.jspecify.annotations.Nullable;

/** Secret keys with their certificates, as {@code gpg --export-secret-keys} writes them. */
record SecretKeyring(String source, List<PGPSecretKeyRing> certificates) {
  SecretKeyring {
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads a file, armored or binary; nothing in it is decrypted yet.
   *
   * @throws AllowlistException if it holds public keys alone
   * @throws IOException if it cannot be read, is malformed, or beyond the limits
   */
  static SecretKeyring read(Path file) throws IOException, AllowlistException {
    String source = file.toString();
    byte[] bytes = OpenPgpLimits.readAll(ByteSource.of(file), OpenPgpLimits.KEYRING_BYTES);
    List<PGPSecretKeyRing> certificates = new ArrayList<>();
    try {
      // Its blocks of keys may be secret ones as well.
      for (Block block : Armor.blocks(source, bytes, Armor.Content.PUBLIC_KEYS)) {
        certificates.addAll(parse(source, block));
      }
    } catch (NoKeysException e) {
      throw noSecretKey(source + ": holds no OpenPGP key, and no other kind can sign so", e);
    }
    if (certificates.isEmpty()) {
      throw noSecretKey(source + ": has no secret key to sign with, only public ones", null);
    }
    return new SecretKeyring(source, certificates);
  }

  private static AllowlistException noSecretKey(String message, @Nullable Exception cause) {
    return new AllowlistException(
        ExitCode.NO_TRUST,
        message,
        "Export one with `gpg --export-secret-keys --armor KEY`, or have gpg sign with its own.",
        cause);
  }

  /** Bouncy Castle tells of malformed keys by many kinds of exception. */
  private static List<PGPSecretKeyRing> parse(String source, Block block) throws InputException {
    ByteArrayOutputStream packets = new ByteArrayOutputStream();
    for (Packet packet : Packet.all(block)) {
      packets.writeBytes(packet.encoded());
    }
    List<PGPSecretKeyRing> certificates = new ArrayList<>();
    try {
      PGPObjectFactory objects =
          new PGPObjectFactory(packets.toByteArray(), new BcKeyFingerprintCalculator());
      for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
        if (object instanceof PGPSecretKeyRing certificate) {
          requireLimits(source, certificate);
          certificates.add(certificate);
        }
      }
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new MalformedInputException(
          source, InputException.NO_OFFSET, "not whole OpenPGP secret keys: " + e.getMessage(), e);
    }
    return certificates;
  }

  private static void requireLimits(String source, PGPSecretKeyRing certificate)
      throws LimitExceededException {
    if (certificate.size() > OpenPgpLimits.KEYS) {
      throw new LimitExceededException(
          source,
          InputException.NO_OFFSET,
          "%s has %d keys; at most %d are read"
              .formatted(fingerprint(certificate), certificate.size(), OpenPgpLimits.KEYS));
    }
  }

  /** That of the primary key. */
  static String fingerprint(PGPSecretKeyRing certificate) {
    return new Fingerprint(certificate.getPublicKey().getFingerprint()).toString();
  }
}
