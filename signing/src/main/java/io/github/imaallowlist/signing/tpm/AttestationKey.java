package io.github.imaallowlist.signing.tpm;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Locale;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** The public half of a TPM's attestation key, which the user trusts. */
public final class AttestationKey {
  private static final byte PEM_START = '-';

  /** {@code trailerFieldBC} of RFC 8017, appendix A.2.3: the only one there is. */
  private static final int TRAILER_BC = 1;

  private final PublicKey key;
  private final boolean provedRestricted;

  private AttestationKey(PublicKey key, boolean provedRestricted) {
    this.key = key;
    this.provedRestricted = provedRestricted;
  }

  /**
   * Reads a key in PEM ({@code PUBLIC KEY}), or the public area that {@code tpm2_createak} writes.
   *
   * @throws AllowlistException if the TPM would sign anything with it, so that a signature does not
   *     show that the TPM made the quote
   * @throws IOException if it cannot be read, or is no key
   */
  public static AttestationKey read(Path file) throws IOException, AllowlistException {
    byte[] bytes = TpmBuffer.read(file);
    if (bytes.length > 0 && bytes[0] == PEM_START) {
      return new AttestationKey(key(file, pem(file, bytes)), false);
    }
    TpmPublic area = TpmPublic.parse(file.toString(), bytes);
    if (!area.attestation()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          file + ": no attestation key: the TPM signs more than its own statements with it",
          "Give a restricted signing key that was made in the TPM, as tpm2_createak makes it.");
    }
    return new AttestationKey(key(file, area.info()), true);
  }

  private static SubjectPublicKeyInfo pem(Path file, byte[] bytes) throws IOException {
    try (PemReader reader =
        new PemReader(
            new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.US_ASCII))) {
      PemObject object = reader.readPemObject();
      if (object == null || !object.getType().equals("PUBLIC KEY")) {
        throw new MalformedInputException(
            file.toString(), 0, "expected a PUBLIC KEY in PEM, or a TPM's public area");
      }
      return SubjectPublicKeyInfo.getInstance(object.getContent());
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(file.toString(), 0, "no public key in the PEM block", e);
    }
  }

  private static PublicKey key(Path file, SubjectPublicKeyInfo info) throws IOException {
    boolean rsa = info.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption);
    try {
      return KeyFactory.getInstance(rsa ? "RSA" : "EC")
          .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new MalformedInputException(file.toString(), 0, "no RSA key and no EC key", e);
    }
  }

  /** Whether the key's file says that the TPM signs nothing but its own statements with it. */
  public boolean isProvedRestricted() {
    return provedRestricted;
  }

  /** Whether the signature is this key's over the quote; a hash that is broken proves nothing. */
  public boolean verifies(Quote quote, QuoteSignature signature) {
    if (signature.hash().isWeak()
        || key instanceof ECPublicKey != (signature.scheme() == QuoteSignature.Scheme.ECDSA)) {
      return false;
    }
    try {
      Signature verifier = verifier(signature);
      verifier.initVerify(key);
      verifier.update(quote.signed());
      return verifier.verify(signature.bytes());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Signature verifier(QuoteSignature signature) throws GeneralSecurityException {
    String hash = signature.hash().kernelName().toUpperCase(Locale.ROOT);
    return switch (signature.scheme()) {
      case RSASSA -> Signature.getInstance(hash + "withRSA");
      case ECDSA -> Signature.getInstance(hash + "withECDSA");
      case RSAPSS -> {
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        String name = hash.replace("SHA", "SHA-");
        verifier.setParameter(
            new PSSParameterSpec(
                name,
                "MGF1",
                new MGF1ParameterSpec(name),
                signature.hash().digestLength(),
                TRAILER_BC));
        yield verifier;
      }
    };
  }
}
