package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;

/** A private key that signs, wherever it is kept. */
public abstract sealed class SigningKey permits EcSigningKey, RsaSigningKey {
  private final String name;
  private final PrivateOperation operation;
  private final List<X509Certificate> certificates;
  private final List<String> warnings;

  SigningKey(
      String name,
      PrivateOperation operation,
      List<X509Certificate> certificates,
      List<String> warnings) {
    this.name = name;
    this.operation = operation;
    this.certificates = List.copyOf(certificates);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads or finds a private key: in PEM (PKCS#8, PKCS#8 encrypted with PBES2, SEC 1, PKCS#1, also
   * in OpenSSL's old encryption), in PKCS#12, or in a PKCS#11 token.
   *
   * @param passphrase asked only if the key is encrypted; of a token it is the PIN
   * @throws AllowlistException if the key is missing, is a public key or one of another kind, or
   *     its passphrase is missing or wrong
   * @throws IOException if it cannot be read, is too large, or malformed
   */
  public static SigningKey read(KeyLocation location, Passphrase passphrase)
      throws IOException, AllowlistException {
    if (location instanceof KeyLocation.InToken inToken) {
      return TokenKey.open(inToken, passphrase);
    }
    KeyLocation.InFile inFile = (KeyLocation.InFile) location;
    return Pkcs12File.isOne(inFile.path())
        ? Pkcs12File.read(inFile, passphrase)
        : EcSigningKey.readPem(inFile.path(), passphrase);
  }

  /** Where the key is, for messages. */
  public String name() {
    return name;
  }

  /**
   * The key's certificate and those above it, as far as they came with the key; empty if it came
   * alone.
   */
  public List<X509Certificate> certificates() {
    return certificates;
  }

  /** What the key's owner should know, one line each; nothing that keeps it from signing. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * This key, for signing envelopes.
   *
   * @throws AllowlistException if envelopes cannot be signed with it, because Keylime would not
   *     verify them
   */
  public abstract EcSigningKey forEnvelope() throws AllowlistException;

  /** The hash to sign with, which is as strong as the key, and SHA-256 at least. */
  public abstract HashAlgorithm hash();

  /** SubjectPublicKeyInfo in DER (RFC 5280, section 4.1). */
  public abstract byte[] publicKeyInfo();

  /** The public key's name: SHA-256 of its PEM file, as {@code sha256sum} has it. */
  public final String fingerprint() {
    return PublicKeyFingerprint.of(publicKeyInfo());
  }

  /**
   * Signs a message.
   *
   * @param hash SHA-256, SHA-384 or SHA-512
   * @param digest of the message, by that algorithm
   * @return with an EC key, ECDSA-Sig-Value in DER (RFC 3279, section 2.2.3); with an RSA key,
   *     RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2)
   * @throws IOException if the key is in a token, and that fails
   */
  public final byte[] sign(HashAlgorithm hash, byte[] digest) throws IOException {
    return operation.sign(hash, digest);
  }

  final PrivateOperation operation() {
    return operation;
  }
}
