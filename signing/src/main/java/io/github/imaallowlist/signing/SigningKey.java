package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.pem.PemContents;
import io.github.imaallowlist.signing.pem.PemFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * A private key that signs with ECDSA and SHA-256 on a curve that Keylime verifies,
 * deterministically (RFC 6979): the same key and input give the same signature.
 */
public final class SigningKey {
  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final String file;
  private final ECPrivateKeyParameters scalar;
  private final VerificationKey verificationKey;
  private final List<String> warnings;

  private SigningKey(
      String file,
      ECPrivateKeyParameters scalar,
      VerificationKey verificationKey,
      List<String> warnings) {
    this.file = file;
    this.scalar = scalar;
    this.verificationKey = verificationKey;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads the private key in a PEM file: PKCS#8, PKCS#8 encrypted with PBES2, or SEC 1, also in
   * OpenSSL's old encryption.
   *
   * @param passphrase asked only if the key is encrypted
   * @throws AllowlistException if the file is missing, holds a public key or one of another kind,
   *     or its passphrase is missing or wrong
   * @throws IOException if it cannot be read, is too large, or malformed
   */
  public static SigningKey read(Path file, Passphrase passphrase)
      throws IOException, AllowlistException {
    try (PemFile pem = PemFile.read(file, PemContents.KEY)) {
      PrivateKeyReader.PrivateKey key = new PrivateKeyReader(pem, passphrase).read();
      return new SigningKey(
          file.toString(),
          key.scalar(),
          VerificationKey.of(key.curve(), key.point()),
          warningsAbout(file));
    }
  }

  /**
   * The same key with its certificate, which then is what the envelope's keyid says.
   *
   * @param certificate a PEM file with one certificate
   * @throws AllowlistException if the certificate is another key's, or as {@link
   *     VerificationKey#read} has it
   * @throws IOException as {@link VerificationKey#read} has it
   */
  public SigningKey withCertificate(Path certificate) throws IOException, AllowlistException {
    VerificationKey certified = VerificationKey.read(certificate);
    if (!certified.hasSamePoint(verificationKey)) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          certificate + ": the certificate is for another key than the one in " + file,
          "Give the certificate that was issued for this key; its public key has the SHA-256 "
              + verificationKey.fingerprint()
              + ".");
    }
    return new SigningKey(file, scalar, certified, warnings);
  }

  private static List<String> warningsAbout(Path file) throws IOException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.stream().anyMatch(OF_OTHERS::contains)
          ? List.of(
              file
                  + ": others than its owner can read or change this private key;"
                  + " `chmod 600` it")
          : List.of();
    } catch (UnsupportedOperationException e) {
      // The file system has no such permissions to warn about.
      return List.of();
    }
  }

  /** What the key's owner should know, one line each; nothing that keeps it from signing. */
  public List<String> warnings() {
    return warnings;
  }

  /** What verifies this key's signatures. */
  public VerificationKey verificationKey() {
    return verificationKey;
  }

  /**
   * Signs a message.
   *
   * @param digest the message's SHA-256
   * @return ECDSA-Sig-Value in DER (RFC 3279, section 2.2.3)
   */
  byte[] sign(byte[] digest) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, scalar);
    BigInteger[] rs = signer.generateSignature(digest);
    try {
      return StandardDSAEncoding.INSTANCE.encode(scalar.getParameters().getN(), rs[0], rs[1]);
    } catch (IOException e) {
      throw new IllegalStateException("two numbers in range have a DER encoding", e);
    }
  }

  /** Names the file and the public half; nothing of the private key. */
  @Override
  public String toString() {
    return file + ": " + verificationKey;
  }
}
