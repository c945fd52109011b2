package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.signing.pem.Der;
import io.github.imaallowlist.signing.pem.PemBlock;
import io.github.imaallowlist.signing.pem.PemContents;
import io.github.imaallowlist.signing.pem.PemFile;
import io.github.imaallowlist.signing.x509.Strength;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A public key, RSA or EC, that someone trusts. Of a certificate only the key is used. */
public record PinnedKey(PublicKey key) {
  /**
   * Reads a PEM file that holds one public key or one certificate.
   *
   * @throws AllowlistException if the file is missing, holds a private key, or a key that is too
   *     weak
   * @throws IOException if it cannot be read, is too large, malformed, or of another algorithm
   */
  public static PinnedKey read(Path file) throws IOException, AllowlistException {
    try (PemFile pem = PemFile.read(file, PemContents.KEY)) {
      List<PemBlock> blocks =
          pem.blocks().stream().filter(block -> !block.label().equals("EC PARAMETERS")).toList();
      if (blocks.stream().anyMatch(PemBlock::isPrivateKey)) {
        throw new AllowlistException(
            ExitCode.NO_TRUST,
            file + ": holds a private key where a public key or certificate is expected",
            "Give its public half: `openssl pkey -in PRIVATE -pubout -out PUBLIC` writes it.");
      }
      if (blocks.size() != 1) {
        throw pem.blocks()
            .get(0)
            .malformed("expected one public key or certificate, found " + blocks.size(), null);
      }
      return of(file, blocks.get(0));
    }
  }

  private static PinnedKey of(Path file, PemBlock block) throws IOException, AllowlistException {
    SubjectPublicKeyInfo info =
        block.isCertificate()
            ? Der.read(
                block,
                block.decode(),
                "a certificate",
                value -> Certificate.getInstance(value).getSubjectPublicKeyInfo())
            : Der.read(block, block.decode(), "a public key", SubjectPublicKeyInfo::getInstance);
    PublicKey key = publicKey(block, info);
    Optional<String> weakness = Strength.weaknessOf(key);
    if (weakness.isPresent()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: holds %s".formatted(file, weakness.get()),
          "Have the list signed with a stronger key.");
    }
    return new PinnedKey(key);
  }

  private static PublicKey publicKey(PemBlock block, SubjectPublicKeyInfo info) throws IOException {
    ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
    boolean rsa = algorithm.equals(PKCSObjectIdentifiers.rsaEncryption);
    if (!rsa && !algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      throw new UnsupportedInputException(
          block.file(), block.offset(), "expected an RSA or EC key, found one of " + algorithm);
    }
    try {
      return KeyFactory.getInstance(rsa ? "RSA" : "EC")
          .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw block.malformed("expected an RSA key, or one on P-256, P-384 or P-521", e);
    }
  }
}
