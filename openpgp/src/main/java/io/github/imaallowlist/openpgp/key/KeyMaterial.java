package io.github.imaallowlist.openpgp.key;

import io.github.imaallowlist.openpgp.packet.KeyPacket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.ECPublicBCPGKey;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.Ed448PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyConverter;

/**
 * A public key's numbers.
 *
 * @param algorithm empty if we do not know it
 * @param parameters empty if no signature can be verified with it: an unknown algorithm or curve,
 *     or numbers that are not a key
 * @param description algorithm and size or curve, for people
 */
public record KeyMaterial(
    Optional<KeyAlgorithm> algorithm,
    Optional<AsymmetricKeyParameter> parameters,
    String description) {
  /**
   * Below this many bits RSA and DSA keys are weak: NIST SP 800-131A disallows them since 2014, and
   * Sequoia PGP refuses signatures by them since 2023.
   */
  public static final int MIN_BITS = 2048;

  /** OpenSSL's bound ({@code OPENSSL_RSA_MAX_PUBEXP_BITS}); a longer one is only slow. */
  private static final int MAX_EXPONENT_BITS = 64;

  /** OpenSSL's bound ({@code OPENSSL_RSA_MAX_MODULUS_BITS}). */
  private static final int MAX_MODULUS_BITS = 16_384;

  private static final int OLD_FORMAT_KEY_WITH_FOUR_LENGTH_BYTES = 0x9a;

  /** Takes the numbers out of a key packet. */
  public static KeyMaterial of(KeyPacket packet) {
    Optional<KeyAlgorithm> algorithm = KeyAlgorithm.byId(packet.algorithm());
    String name = KeyAlgorithm.nameOf(packet.algorithm());
    if (algorithm.isEmpty()) {
      return new KeyMaterial(algorithm, Optional.empty(), name);
    }
    try {
      PGPPublicKey key = new PGPPublicKey(bouncyCastles(packet), new BcKeyFingerprintCalculator());
      String description = name + sizeOf(key);
      Optional<AsymmetricKeyParameter> parameters =
          algorithm.get().signs()
              ? Optional.of(parametersOf(key)).filter(KeyMaterial::isUsable)
              : Optional.empty();
      return new KeyMaterial(algorithm, parameters, description);
    } catch (IOException | PGPException | RuntimeException e) {
      // Bouncy Castle reports numbers out of range as it likes; none of them makes a key.
      return new KeyMaterial(algorithm, Optional.empty(), name + " (not a usable key)");
    }
  }

  private static PublicKeyPacket bouncyCastles(KeyPacket packet) throws IOException {
    byte[] body = packet.body().copy();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(OLD_FORMAT_KEY_WITH_FOUR_LENGTH_BYTES);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(body.length).array());
    out.writeBytes(body);
    return (PublicKeyPacket)
        new BCPGInputStream(new ByteArrayInputStream(out.toByteArray())).readPacket();
  }

  /**
   * Of RSA keys, Bouncy Castle would first look whether the modulus is prime, which takes most of a
   * second for a long one and protects nobody here: whoever makes such a key signs with it anyway,
   * and a key counts only because somebody pinned it.
   */
  private static AsymmetricKeyParameter parametersOf(PGPPublicKey key) throws PGPException {
    return key.getPublicKeyPacket().getKey() instanceof RSAPublicBCPGKey rsa
        ? new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent(), true)
        : new BcPGPKeyConverter().getPublicKey(key);
  }

  private static boolean isUsable(AsymmetricKeyParameter key) {
    return !(key instanceof RSAKeyParameters rsa)
        || (rsa.getExponent().bitLength() <= MAX_EXPONENT_BITS
            && rsa.getModulus().bitLength() <= MAX_MODULUS_BITS
            && rsa.getModulus().testBit(0));
  }

  private static String sizeOf(PGPPublicKey key) {
    if (key.getPublicKeyPacket().getKey() instanceof ECPublicBCPGKey curve) {
      return " " + nameOf(curve.getCurveOID());
    }
    int bits = key.getBitStrength();
    return switch (key.getAlgorithm()) {
      case PGPPublicKey.X25519, PGPPublicKey.X448, PGPPublicKey.Ed25519, PGPPublicKey.Ed448 -> "";
      default -> " " + bits;
    };
  }

  private static String nameOf(ASN1ObjectIdentifier curve) {
    return switch (curve.getId()) {
      case "1.3.6.1.4.1.11591.15.1", "1.3.101.112" -> "Ed25519";
      case "1.3.6.1.4.1.3029.1.5.1", "1.3.101.110" -> "Curve25519";
      default -> Optional.ofNullable(ECNamedCurveTable.getName(curve)).orElse(curve.getId());
    };
  }

  /** The bits of a key that could be too short; empty for those that are of a fixed, sound size. */
  public OptionalInt bits() {
    if (parameters.isEmpty()) {
      return OptionalInt.empty();
    }
    AsymmetricKeyParameter key = parameters.get();
    if (key instanceof RSAKeyParameters rsa) {
      return OptionalInt.of(rsa.getModulus().bitLength());
    }
    return key instanceof DSAPublicKeyParameters dsa
        ? OptionalInt.of(dsa.getParameters().getP().bitLength())
        : OptionalInt.empty();
  }

  /** Whether it is so short that others may have found the secret key. */
  public boolean isWeak() {
    return bits().isPresent() && bits().getAsInt() < MIN_BITS;
  }

  /** Bytes of a digest that it may sign: RFC 9580, section 5.2.3.4 and 5.2.3.5, refuses less. */
  public int leastDigestLength() {
    if (parameters.filter(Ed25519PublicKeyParameters.class::isInstance).isPresent()) {
      return 32;
    }
    return parameters.filter(Ed448PublicKeyParameters.class::isInstance).isPresent() ? 64 : 0;
  }
}
