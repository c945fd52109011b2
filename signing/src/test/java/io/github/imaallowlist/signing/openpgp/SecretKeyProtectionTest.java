package io.github.imaallowlist.signing.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcAEADSecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protection that RFC 9580 brought, and that the gpg of most machines cannot write yet. */
@RequiresTool({"gpg", "gpgv"})
final class SecretKeyProtectionTest {
  private static final byte[] SALT = "salt of 16 bytes".getBytes(StandardCharsets.US_ASCII);
  private static final int PASSES = 1;
  private static final int LANES = 4;
  private static final int MEMORY_EXPONENT = 10;

  @TempDir private Path folder;
  private Gpg gpg;
  private String key;
  private Path data;
  private Path keyFile;

  @BeforeEach
  void makeKey() throws Exception {
    gpg = Gpg.open();
    key = gpg.newKey("signer", "ed25519", "sign", "never");
    data = Files.writeString(folder.resolve("list"), "content\n");
    keyFile = folder.resolve("secret");
    PGPSecretKeyRing plain =
        new PGPSecretKeyRing(gpg.exportSecretOf(key), new BcKeyFingerprintCalculator());
    PGPSecretKey secret = plain.getSecretKey();
    PGPSecretKey encrypted =
        PGPSecretKey.copyWithNewPassword(
            secret,
            new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                .build(new char[0]),
            new BcAEADSecretKeyEncryptorBuilder(
                    AEADAlgorithmTags.OCB,
                    SymmetricKeyAlgorithmTags.AES_256,
                    new S2K.Argon2Params(SALT, PASSES, LANES, MEMORY_EXPONENT))
                .build("secret".toCharArray(), secret.getPublicKey().getPublicKeyPacket()));
    Files.write(keyFile, PGPSecretKeyRing.insertSecretKey(plain, encrypted).getEncoded());
  }

  @AfterEach
  void stop() throws IOException {
    gpg.close();
  }

  @Test
  void keyUnderOcbAndArgon2Signs() throws Exception {
    gpg.requireGood(data, sign(file -> "secret".toCharArray()).armored(), key);
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> sign(file -> "wrong".toCharArray()))
        .withMessageContaining("cannot be decrypted");
  }

  @Test
  void argon2BeyondTheLimitsIsRefusedBeforeItIsDone() throws Exception {
    for (byte[] costs : new byte[][] {{PASSES, LANES, 31}, {PASSES, LANES, 17}, {17, LANES, 10}}) {
      byte[] keys = Files.readAllBytes(keyFile);
      int behindSalt = indexOf(keys, SALT) + SALT.length;
      assertThat(keys[behindSalt + 2]).isEqualTo((byte) MEMORY_EXPONENT);
      System.arraycopy(costs, 0, keys, behindSalt, costs.length);
      Files.write(folder.resolve("costly"), keys);

      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(
              () ->
                  SecretKeyringSigner.read(
                      folder.resolve("costly"),
                      Optional.empty(),
                      file -> "secret".toCharArray(),
                      Instant.now()))
          .withMessageContaining("Argon2");
    }
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  private OpenPgpSignature sign(Passphrase passphrase) throws IOException, AllowlistException {
    return SecretKeyringSigner.read(
            keyFile, Optional.empty(), passphrase, Instant.now().truncatedTo(ChronoUnit.SECONDS))
        .sign(ByteSource.of(data));
  }
}
