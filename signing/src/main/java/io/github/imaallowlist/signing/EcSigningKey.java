package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.pem.PemContents;
import io.github.imaallowlist.signing.pem.PemFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A private key on a curve that Keylime verifies. If it is in a file it signs deterministically
 * (RFC 6979): the same key and input give the same signature.
 */
public final class EcSigningKey extends SigningKey {
  private final VerificationKey verificationKey;

  EcSigningKey(
      String name,
      PrivateOperation operation,
      VerificationKey verificationKey,
      List<X509Certificate> certificates,
      List<String> warnings) {
    super(name, operation, certificates, warnings);
    this.verificationKey = verificationKey;
  }

  /**
   * Reads a key for envelopes from a file; {@link SigningKey#read} says how.
   *
   * @param passphrase asked only if the key is encrypted
   */
  public static EcSigningKey read(Path file, Passphrase passphrase)
      throws IOException, AllowlistException {
    return SigningKey.read(new KeyLocation.InFile(file, Optional.empty()), passphrase)
        .forEnvelope();
  }

  static SigningKey readPem(Path file, Passphrase passphrase)
      throws IOException, AllowlistException {
    try (PemFile pem = PemFile.read(file, PemContents.KEY)) {
      return new PrivateKeyReader(pem, passphrase)
          .read()
          .toSigningKey(file.toString(), List.of(), KeyFiles.warningsAbout(file));
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
  public EcSigningKey withCertificate(Path certificate) throws IOException, AllowlistException {
    VerificationKey certified = VerificationKey.read(certificate);
    if (!certified.hasSamePoint(verificationKey)) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          certificate + ": the certificate is for another key than the one in " + name(),
          "Give the certificate that was issued for this key; its public key has the SHA-256 "
              + verificationKey.fingerprint()
              + ".");
    }
    return new EcSigningKey(name(), operation(), certified, certificates(), warnings());
  }

  /** What verifies this key's signatures. */
  public VerificationKey verificationKey() {
    return verificationKey;
  }

  @Override
  public EcSigningKey forEnvelope() {
    return this;
  }

  @Override
  public HashAlgorithm hash() {
    return switch (verificationKey.curve()) {
      case P_256 -> HashAlgorithm.SHA256;
      case P_384 -> HashAlgorithm.SHA384;
      case P_521 -> HashAlgorithm.SHA512;
    };
  }

  @Override
  public byte[] publicKeyInfo() {
    return verificationKey.publicKeyInfo();
  }

  /** Names the file and the public half; nothing of the private key. */
  @Override
  public String toString() {
    return name() + ": " + verificationKey;
  }
}
