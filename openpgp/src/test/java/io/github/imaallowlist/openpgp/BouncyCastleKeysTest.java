package io.github.imaallowlist.openpgp;

import static io.github.imaallowlist.openpgp.Checks.DATA;
import static io.github.imaallowlist.openpgp.Checks.OTHER_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed448KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.PGPV3SignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and signatures of kinds that gpg does not make, by Bouncy Castle. */
final class BouncyCastleKeysTest {
  private static final Date BIRTH = Date.from(Instant.parse("2022-11-30T16:08:03Z"));
  private static final Date LATER = Date.from(Instant.parse("2024-06-01T00:00:00Z"));

  /** RFC 9580, appendix A.3; its secret is in A.4. */
  private static final String SAMPLE =
      """
      -----BEGIN PGP PUBLIC KEY BLOCK-----

      xioGY4d/4xsAAAAg+U2nu0jWCmHlZ3BqZYfQMxmZu52JGggkLq2EVD34laPCsQYf
      GwoAAABCBYJjh3/jAwsJBwUVCg4IDAIWAAKbAwIeCSIhBssYbE8GCaaX5NUt+mxy
      KwwfHifBilZwj2Ul7Ce62azJBScJAgcCAAAAAK0oIBA+LX0ifsDm185Ecds2v8lw
      gyU2kCcUmKfvBXbAf6rhRYWzuQOwEn7E/aLwIwRaLsdry0+VcallHhSu4RN6HWaE
      QsiPlR4zxP/TP7mhfVEe7XWPxtnMUMtf15OyA51YBM4qBmOHf+MZAAAAIIaTJINn
      +eUBXbki+PSAld2nhJh/LVmFsS+60WyvXkQ1wpsGGBsKAAAALAWCY4d/4wKbDCIh
      BssYbE8GCaaX5NUt+mxyKwwfHifBilZwj2Ul7Ce62azJAAAAAAQBIKbpGG2dWTX8
      j+VjFM21J0hqWlEg+bdiojWnKfA5AQpWUWtnNwDEM0g12vYxoWM8Y81W+bHBw805
      I8kWVkXU6vFOi+HWvv/ira7ofJu16NnoUkhclkUrk0mXubZvyl4GBg==
      -----END PGP PUBLIC KEY BLOCK-----
      """;

  private static final String SAMPLE_SECRET =
      "1972817b12be707e8d5f586ce61361201d344eb266a2c82fde6835762b65b0b7";

  private static byte[] signature(
      PGPKeyPair key, int hash, byte[] data, Consumer<PGPSignatureSubpacketGenerator> more)
      throws PGPException, IOException {
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(signer(key, hash), key.getPublicKey());
    generator.init(PGPSignature.BINARY_DOCUMENT, key.getPrivateKey());
    PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
    subpackets.setSignatureCreationTime(LATER);
    subpackets.setIssuerFingerprint(false, key.getPublicKey());
    more.accept(subpackets);
    generator.setHashedSubpackets(subpackets.generate());
    generator.update(data);
    return generator.generate().getEncoded();
  }

  private static BcPGPContentSignerBuilder signer(PGPKeyPair key, int hash) {
    return new BcPGPContentSignerBuilder(key.getPublicKey().getAlgorithm(), hash);
  }

  /** A certificate with one user id. */
  private static byte[] certificate(
      PGPKeyPair key, int hash, Consumer<PGPSignatureSubpacketGenerator> more)
      throws PGPException, IOException {
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(signer(key, hash), key.getPublicKey());
    generator.init(PGPSignature.POSITIVE_CERTIFICATION, key.getPrivateKey());
    PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
    subpackets.setSignatureCreationTime(BIRTH);
    subpackets.setIssuerFingerprint(false, key.getPublicKey());
    subpackets.setKeyFlags(KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
    more.accept(subpackets);
    generator.setHashedSubpackets(subpackets.generate());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(key.getPublicKey().getEncoded());
    out.writeBytes(new byte[] {(byte) 0xcd, 1, 'a'});
    out.writeBytes(generator.generateCertification("a", key.getPublicKey()).getEncoded());
    return out.toByteArray();
  }

  private static PGPKeyPair ed25519(int version, int algorithm) throws PGPException {
    Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
    return new BcPGPKeyPair(version, algorithm, generator.generateKeyPair(), BIRTH);
  }

  private static PGPKeyPair ed448(int version) throws PGPException {
    Ed448KeyPairGenerator generator = new Ed448KeyPairGenerator();
    generator.init(new Ed448KeyGenerationParameters(new SecureRandom()));
    return new BcPGPKeyPair(
        version, PublicKeyAlgorithmTags.Ed448, generator.generateKeyPair(), BIRTH);
  }

  private static PGPKeyPair rsa() throws PGPException {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(BigInteger.valueOf(0x10001), new SecureRandom(), 2048, 80));
    return new BcPGPKeyPair(
        PublicKeyPacket.VERSION_4,
        PublicKeyAlgorithmTags.RSA_GENERAL,
        generator.generateKeyPair(),
        BIRTH);
  }

  private static PGPKeyPair legacy() throws PGPException {
    return ed25519(PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.EDDSA_LEGACY);
  }

  @Test
  void sampleOfTheStandardVerifies() throws Exception {
    Ed25519PrivateKeyParameters secret =
        new Ed25519PrivateKeyParameters(HexFormat.of().parseHex(SAMPLE_SECRET));
    PGPKeyPair key =
        new BcPGPKeyPair(
            PublicKeyPacket.VERSION_6,
            PublicKeyAlgorithmTags.Ed25519,
            new AsymmetricCipherKeyPair(secret.generatePublicKey(), secret),
            BIRTH);
    byte[] keys = SAMPLE.getBytes(StandardCharsets.US_ASCII);

    KeyListing listing = Checks.keyring(keys).certificates().get(0).listing(Checks.NOW);
    byte[] signature = signature(key, HashAlgorithmTags.SHA512, DATA, s -> {});

    assertThat(listing.problems()).isEmpty();
    assertThat(listing.primary().fingerprint())
        .hasToString("CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9");
    assertThat(listing.subkeys().get(0).capabilities())
        .containsExactly(ListedKey.Capability.ENCRYPT);
    assertThat(listing.subkeys().get(0).state()).isEqualTo(ListedKey.State.VALID);
    assertThat(Checks.status(keys, signature)).isEqualTo(SignatureStatus.GOOD);
    assertThat(Checks.one(keys, signature, OTHER_DATA).status()).isEqualTo(SignatureStatus.BAD);
    assertThat(DataSignature.parse("x", signature).get(0).version()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"4", "6"})
  void newEdwardsCurveKeysSign(int version) throws Exception {
    for (PGPKeyPair key :
        new PGPKeyPair[] {ed25519(version, PublicKeyAlgorithmTags.Ed25519), ed448(version)}) {
      byte[] keys = certificate(key, HashAlgorithmTags.SHA512, s -> {});

      assertThat(Checks.status(keys, signature(key, HashAlgorithmTags.SHA512, DATA, s -> {})))
          .isEqualTo(SignatureStatus.GOOD);
    }
  }

  @Test
  void versionThreeSignatureIsVerified() throws Exception {
    PGPKeyPair key = rsa();
    PGPV3SignatureGenerator generator =
        new PGPV3SignatureGenerator(signer(key, HashAlgorithmTags.SHA256));
    generator.init(PGPSignature.BINARY_DOCUMENT, key.getPrivateKey());
    generator.update(DATA);
    byte[] signature = generator.generate().getEncoded();
    byte[] keys = certificate(key, HashAlgorithmTags.SHA256, s -> {});

    assertThat(DataSignature.parse("x", signature).get(0).version()).isEqualTo(3);
    assertThat(Checks.one(keys, signature, OTHER_DATA).status()).isEqualTo(SignatureStatus.BAD);
    SignatureCheck check = Checks.all(Checks.keyring(keys), signature, DATA, Instant.now()).get(0);
    assertThat(check.isGood()).as(check.detail()).isTrue();
  }

  @Test
  void selfSignatureWithMd5ProvesNothing() throws Exception {
    PGPKeyPair key = legacy();

    assertThat(
            Checks.status(
                certificate(key, HashAlgorithmTags.MD5, s -> {}),
                signature(key, HashAlgorithmTags.SHA256, DATA, s -> {})))
        .isEqualTo(SignatureStatus.KEY_MAY_NOT_SIGN);
  }

  @Test
  void dataSignatureWithMd5IsWeak() throws Exception {
    PGPKeyPair key = legacy();

    assertThat(
            Checks.status(
                certificate(key, HashAlgorithmTags.SHA256, s -> {}),
                signature(key, HashAlgorithmTags.MD5, DATA, s -> {})))
        .isEqualTo(SignatureStatus.WEAK_HASH);
  }

  @Test
  void criticalSubpacketThatNobodyKnowsVoidsWhatItIsIn() throws Exception {
    PGPKeyPair key = legacy();
    Consumer<PGPSignatureSubpacketGenerator> critical =
        s -> s.addCustomSubpacket(new SignatureSubpacket(99, true, false, new byte[1]) {});
    Consumer<PGPSignatureSubpacketGenerator> harmless =
        s -> s.addCustomSubpacket(new SignatureSubpacket(99, false, false, new byte[1]) {});
    byte[] keys = certificate(key, HashAlgorithmTags.SHA256, harmless);
    byte[] signature = signature(key, HashAlgorithmTags.SHA256, DATA, harmless);

    assertThat(Checks.status(keys, signature)).isEqualTo(SignatureStatus.GOOD);
    assertThat(Checks.status(keys, signature(key, HashAlgorithmTags.SHA256, DATA, critical)))
        .isEqualTo(SignatureStatus.UNSUPPORTED);
    assertThat(Checks.status(certificate(key, HashAlgorithmTags.SHA256, critical), signature))
        .isEqualTo(SignatureStatus.KEY_MAY_NOT_SIGN);
  }

  @Test
  void everyKeyWithTheIdIsTried() throws Exception {
    PGPKeyPair signer = legacy();
    PGPKeyPair other = legacy();
    byte[] keys = certificate(signer, HashAlgorithmTags.SHA256, s -> {});
    byte[] others = certificate(other, HashAlgorithmTags.SHA256, s -> {});
    // It names both, as it would with key ids that are the same.
    byte[] signature =
        signature(
            signer,
            HashAlgorithmTags.SHA256,
            DATA,
            s -> s.setIssuerKeyID(false, other.getPublicKey().getKeyID()));

    for (Keyring keyring :
        new Keyring[] {Checks.keyring(keys, others), Checks.keyring(others, keys)}) {
      assertThat(
              Checks.all(keyring, signature, DATA, Checks.NOW)
                  .get(0)
                  .signer()
                  .orElseThrow()
                  .bytes())
          .isEqualTo(signer.getPublicKey().getFingerprint());
    }
    assertThat(Checks.status(others, signature)).isEqualTo(SignatureStatus.BAD);
  }

  @Test
  void revocationByAKeyThatMayRevokeCountsUnverified() throws Exception {
    PGPKeyPair key = legacy();
    PGPKeyPair revoker = legacy();
    byte[] fields =
        ByteBuffer.allocate(22)
            .put((byte) 0x80)
            .put((byte) PublicKeyAlgorithmTags.EDDSA_LEGACY)
            .put(revoker.getPublicKey().getFingerprint())
            .array();
    byte[] keys =
        certificate(
            key,
            HashAlgorithmTags.SHA256,
            s -> s.addCustomSubpacket(new SignatureSubpacket(12, false, false, fields) {}));
    byte[] signature = signature(key, HashAlgorithmTags.SHA256, DATA, s -> {});
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(
            signer(revoker, HashAlgorithmTags.SHA256), revoker.getPublicKey());
    generator.init(PGPSignature.KEY_REVOCATION, revoker.getPrivateKey());
    byte[] revocation = generator.generateCertification(key.getPublicKey()).getEncoded();
    int keyLength = key.getPublicKey().getEncoded().length;
    ByteArrayOutputStream revoked = new ByteArrayOutputStream();
    revoked.write(keys, 0, keyLength);
    revoked.writeBytes(revocation);
    revoked.writeBytes(Arrays.copyOfRange(keys, keyLength, keys.length));

    assertThat(Checks.status(keys, signature)).isEqualTo(SignatureStatus.GOOD);
    assertThat(Checks.status(revoked.toByteArray(), signature))
        .isEqualTo(SignatureStatus.KEY_REVOKED);
  }

  @Test
  void digestCanBeMadeWithoutKeysAndJudgedLater() throws Exception {
    PGPKeyPair key = legacy();
    byte[] encoded = signature(key, HashAlgorithmTags.SHA256, DATA, s -> {});
    DataSignature signature = DataSignature.parse("x", encoded).get(0);
    var digest = signature.newMessageDigest();
    digest.update(DATA);
    SignedDigest signed = signature.finish(digest);

    assertThat(DataSignature.parse("y", signature.encoded())).containsExactly(signature);
    assertThat(new SignedDigest(signature, signed.digest()))
        .isEqualTo(signed)
        .hasSameHashCodeAs(signed);
    assertThat(signature.created()).contains(LATER.toInstant());
    assertThat(signature.expires()).isEmpty();
    assertThat(signature.issuerKeyId()).contains(key.getKeyID());
    assertThat(signature.publicKeyAlgorithm()).isEqualTo("EdDSA");
    assertThat(Keyring.EMPTY.check(signed, Checks.NOW).status())
        .isEqualTo(SignatureStatus.UNKNOWN_KEY);
    assertThat(
            Checks.keyring(certificate(key, HashAlgorithmTags.SHA256, s -> {}))
                .check(signed, Checks.NOW)
                .isGood())
        .isTrue();
  }
}
