package io.github.imaallowlist.signing.tpm;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;

/**
 * A TPM's signature: {@code TPMT_SIGNATURE} (TPM 2.0 Library, Part 2, section 11.3.4), as {@code
 * tpm2_quote --signature} writes it.
 */
public final class QuoteSignature {
  /** How it was made. */
  public enum Scheme {
    RSASSA,
    RSAPSS,
    ECDSA
  }

  private final Scheme scheme;
  private final HashAlgorithm hash;
  private final byte[] signature;

  private QuoteSignature(Scheme scheme, HashAlgorithm hash, byte[] signature) {
    this.scheme = scheme;
    this.hash = hash;
    this.signature = signature;
  }

  public static QuoteSignature read(Path file) throws IOException {
    return parse(file.toString(), TpmBuffer.read(file));
  }

  /**
   * Parses a signature.
   *
   * @throws InputException if it is none, or of a scheme or hash that is not known here
   */
  public static QuoteSignature parse(String source, byte[] bytes) throws InputException {
    TpmBuffer in = TpmBuffer.of(source, bytes);
    Scheme scheme = scheme(in);
    HashAlgorithm hash = TpmAlgorithms.hash(in, "the signature's hash algorithm");
    byte[] signature =
        scheme == Scheme.ECDSA
            ? der(in.sized("the signature's r"), in.sized("the signature's s"))
            : in.sized("the signature");
    in.expectEnd();
    return new QuoteSignature(scheme, hash, signature);
  }

  private static Scheme scheme(TpmBuffer in) throws InputException {
    int id = in.u16("the signature's scheme");
    return switch (id) {
      case TpmAlgorithms.RSASSA -> Scheme.RSASSA;
      case TpmAlgorithms.RSAPSS -> Scheme.RSAPSS;
      case TpmAlgorithms.ECDSA -> Scheme.ECDSA;
      default ->
          throw new UnsupportedInputException(
              in.source(),
              0,
              "a signature of scheme 0x%04x; RSASSA, RSAPSS and ECDSA are read".formatted(id));
    };
  }

  private static byte[] der(byte[] r, byte[] s) {
    ASN1EncodableVector both = new ASN1EncodableVector();
    both.add(new ASN1Integer(new BigInteger(1, r)));
    both.add(new ASN1Integer(new BigInteger(1, s)));
    try {
      return new DERSequence(both).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("two numbers can be encoded", e);
    }
  }

  public Scheme scheme() {
    return scheme;
  }

  /** Of the signed bytes, and of the digest over the registers. */
  public HashAlgorithm hash() {
    return hash;
  }

  /** Not a copy: PKCS #1 of RSA, DER of ECDSA. */
  byte[] bytes() {
    return signature;
  }
}
