package io.github.imaallowlist.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.pem.Pem;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vectors of RFC 6979, appendix A.2.5 and A.2.6, for SHA-256. */
class DeterministicSignatureTest {
  @TempDir private Path folder;

  @Test
  void p256SignatureIsThatOfTheRfc() throws Exception {
    byte[] der =
        HexFormat.of()
            .parseHex(
                "30310201010420"
                    + "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
                    + "a00a06082a8648ce3d030107");

    assertSignature(
        der,
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
  }

  @Test
  void p384SignatureWithAShorterDigestIsThatOfTheRfc() throws Exception {
    byte[] der =
        HexFormat.of()
            .parseHex(
                "303e0201010430"
                    + "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"
                    + "96d5724e4c70a825f872c9ea60d2edf5"
                    + "a00706052b81040022");

    assertSignature(
        der,
        "21b13d1e013c7fa1392d03c5f99af8b30c570c6f98d4ea8e354b63a21d3daa33"
            + "bde1e888e63355d92fa2b3c36d8fb2cd",
        "f3aa443fb107745bf4bd77cb3891674632068a10ca67e3d45db2266fa7d1feeb"
            + "efdc63eccd1ac42ec0cb8668a4fa0ab0");
  }

  private void assertSignature(byte[] key, String r, String s) throws Exception {
    Path file = folder.resolve("key.pem");
    Files.write(file, Pem.encode("EC PRIVATE KEY", key));
    EcSigningKey signer = EcSigningKey.read(file, Passphrase.none());
    byte[] digest =
        HashAlgorithm.SHA256
            .newMessageDigest()
            .digest("sample".getBytes(StandardCharsets.US_ASCII));

    byte[] signature = signer.sign(HashAlgorithm.SHA256, digest);

    BigInteger order = signer.verificationKey().curve().domain().getN();
    assertThat(StandardDSAEncoding.INSTANCE.decode(order, signature))
        .containsExactly(new BigInteger(r, 16), new BigInteger(s, 16));
  }
}
