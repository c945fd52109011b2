package io.github.imaallowlist.openpgp;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Checks of detached signatures in one call. */
final class Checks {
  static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  static final byte[] DATA = "some data\n".getBytes(StandardCharsets.UTF_8);
  static final byte[] OTHER_DATA = "some date\n".getBytes(StandardCharsets.UTF_8);

  private Checks() {}

  static Keyring keyring(byte[]... keys) {
    try {
      Keyring keyring = Keyring.EMPTY;
      for (byte[] key : keys) {
        keyring = keyring.plus(Keyring.parse("keys", key));
      }
      return keyring;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<SignatureCheck> all(Keyring keyring, byte[] signatures, byte[] data, Instant now) {
    try {
      return DetachedSignatures.check(
          keyring,
          DataSignature.parse("signature", signatures),
          new ByteArrayInputStream(data),
          now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SignatureCheck one(byte[] keys, byte[] signature, byte[] data) {
    return all(keyring(keys), signature, data, NOW).get(0);
  }

  static SignatureStatus status(byte[] keys, byte[] signature) {
    return one(keys, signature, DATA).status();
  }

  /** What reading them as keys ends with. */
  static Throwable failureOf(byte[] keys) {
    return catchThrowable(() -> Keyring.parse("keys", keys));
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
