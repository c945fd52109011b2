package io.github.imaallowlist.signing.tpm;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A key's public area: {@code TPM2B_PUBLIC} (TPM 2.0 Library, Part 2, section 12.2.5), as {@code
 * tpm2_createak --public} writes it.
 *
 * @param info the key as others hold it
 * @param attestation whether it is a restricted signing key that was made in the TPM and does not
 *     leave it: only such a one refuses to sign bytes that merely look like a quote
 */
record TpmPublic(SubjectPublicKeyInfo info, boolean attestation) {
  private static final int FIXED_TPM = 1 << 1;
  private static final int SENSITIVE_DATA_ORIGIN = 1 << 5;
  private static final int RESTRICTED = 1 << 16;
  private static final int SIGN = 1 << 18;
  private static final int OF_AN_ATTESTATION_KEY =
      FIXED_TPM | SENSITIVE_DATA_ORIGIN | RESTRICTED | SIGN;

  /** What exponent 0 stands for. */
  private static final int DEFAULT_EXPONENT = 65_537;

  private static final int COORDINATE = 66;

  static TpmPublic parse(String source, byte[] bytes) throws IOException {
    TpmBuffer outer = TpmBuffer.of(source, bytes);
    byte[] area = outer.sized("the public area");
    outer.expectEnd();
    TpmBuffer in = TpmBuffer.of(source, area);
    int type = in.u16("the key's type");
    in.u16("the name's algorithm");
    int attributes = in.u32("the attributes");
    in.sized("the policy");
    SubjectPublicKeyInfo info =
        switch (type) {
          case TpmAlgorithms.RSA -> rsa(in);
          case TpmAlgorithms.ECC -> ecc(in);
          default -> throw unsupported(in, "a key of type 0x%04x".formatted(type));
        };
    in.expectEnd();
    return new TpmPublic(info, (attributes & OF_AN_ATTESTATION_KEY) == OF_AN_ATTESTATION_KEY);
  }

  private static SubjectPublicKeyInfo rsa(TpmBuffer in) throws IOException {
    symmetricAndScheme(in);
    in.u16("the key's bits");
    int exponent = in.u32("the exponent");
    BigInteger modulus = new BigInteger(1, in.sized("the modulus"));
    if (modulus.signum() == 0) {
      throw in.malformed("the modulus is zero");
    }
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        new RSAPublicKey(
            modulus,
            exponent == 0
                ? BigInteger.valueOf(DEFAULT_EXPONENT)
                : BigInteger.valueOf(Integer.toUnsignedLong(exponent))));
  }

  private static SubjectPublicKeyInfo ecc(TpmBuffer in) throws IOException {
    symmetricAndScheme(in);
    int curve = in.u16("the curve");
    int kdf = in.u16("the key derivation");
    if (kdf != TpmAlgorithms.NULL) {
      in.u16("the key derivation's hash");
    }
    byte[] x = in.sized("the point's x");
    byte[] y = in.sized("the point's y");
    return switch (curve) {
      case 0x0003 -> point(in, X9ObjectIdentifiers.prime256v1, 32, x, y);
      case 0x0004 -> point(in, SECObjectIdentifiers.secp384r1, 48, x, y);
      case 0x0005 -> point(in, SECObjectIdentifiers.secp521r1, COORDINATE, x, y);
      default -> throw unsupported(in, "a key on curve 0x%04x".formatted(curve));
    };
  }

  private static void symmetricAndScheme(TpmBuffer in) throws InputException {
    if (in.u16("the symmetric algorithm") != TpmAlgorithms.NULL) {
      in.u16("the symmetric key's bits");
      in.u16("the symmetric mode");
    }
    if (in.u16("the scheme") != TpmAlgorithms.NULL) {
      in.u16("the scheme's hash");
    }
  }

  private static SubjectPublicKeyInfo point(
      TpmBuffer in, ASN1ObjectIdentifier curve, int length, byte[] x, byte[] y)
      throws InputException {
    if (x.length > length || y.length > length) {
      throw in.malformed("the point is not on its curve");
    }
    byte[] point = new byte[1 + 2 * length];
    point[0] = 4;
    System.arraycopy(x, 0, point, 1 + length - x.length, x.length);
    System.arraycopy(y, 0, point, 1 + 2 * length - y.length, y.length);
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve),
        Arrays.copyOf(point, point.length));
  }

  private static UnsupportedInputException unsupported(TpmBuffer in, String problem) {
    return new UnsupportedInputException(in.source(), in.position(), problem);
  }
}
