package io.github.imaallowlist.openpgp.key;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.packet.PacketCursor;
import io.github.imaallowlist.openpgp.packet.Span;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.DSA;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.Ed448PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.DSASigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.Ed448Signer;

/** Whether a signature's numbers are a key's over a digest (RFC 9580, section 5.2.3). */
public final class RawSignature {
  private static final int ED25519_HALF = 32;
  private static final int ED25519_LENGTH = 64;
  private static final int ED448_LENGTH = 114;

  private RawSignature() {}

  /**
   * Verifies; false for whatever is not a signature by this key over this digest.
   *
   * @param keyAlgorithm what the signature says that its key is
   * @param value the signature's numbers, as they stand in its packet
   */
  public static boolean verifies(
      KeyMaterial key, int keyAlgorithm, HashAlgorithm hash, byte[] digest, Span value) {
    Optional<KeyAlgorithm> algorithm = KeyAlgorithm.byId(keyAlgorithm);
    if (algorithm.isEmpty() || !algorithm.equals(key.algorithm()) || key.parameters().isEmpty()) {
      return false;
    }
    PacketCursor numbers = value.cursor();
    try {
      boolean good = verifies(key.parameters().get(), algorithm.get(), hash, digest, numbers);
      return good && numbers.remaining() == 0;
    } catch (MalformedInputException | RuntimeException e) {
      // Numbers cut off, or such that Bouncy Castle does not even begin: no signature.
      return false;
    }
  }

  private static boolean verifies(
      CipherParameters key,
      KeyAlgorithm algorithm,
      HashAlgorithm hash,
      byte[] digest,
      PacketCursor numbers)
      throws MalformedInputException {
    if (key instanceof RSAKeyParameters rsa) {
      return RsaPkcs1.verifies(rsa, hash, digest, number(numbers));
    }
    if (key instanceof DSAPublicKeyParameters) {
      return verifies(new DSASigner(), key, digest, numbers);
    }
    if (key instanceof ECPublicKeyParameters) {
      return verifies(new ECDSASigner(), key, digest, numbers);
    }
    if (key instanceof Ed25519PublicKeyParameters) {
      byte[] signature =
          algorithm == KeyAlgorithm.ED25519
              ? numbers.bytes(ED25519_LENGTH)
              : legacyEd25519(numbers);
      return verifies(new Ed25519Signer(), key, digest, signature);
    }
    return key instanceof Ed448PublicKeyParameters
        && algorithm == KeyAlgorithm.ED448
        && verifies(new Ed448Signer(new byte[0]), key, digest, numbers.bytes(ED448_LENGTH));
  }

  /** They cut a longer digest to the length of the group's order themselves (FIPS 186-4, 4.6). */
  private static boolean verifies(
      DSA signer, CipherParameters key, byte[] digest, PacketCursor numbers)
      throws MalformedInputException {
    signer.init(false, key);
    BigInteger r = number(numbers);
    return signer.verifySignature(digest, r, number(numbers));
  }

  private static boolean verifies(
      Signer signer, CipherParameters key, byte[] digest, byte[] signature) {
    signer.init(false, key);
    signer.update(digest, 0, digest.length);
    return signer.verifySignature(signature);
  }

  /** R and S without their leading zeros. */
  private static byte[] legacyEd25519(PacketCursor numbers) throws MalformedInputException {
    byte[] signature = new byte[ED25519_LENGTH];
    for (int end = ED25519_HALF; end <= ED25519_LENGTH; end += ED25519_HALF) {
      byte[] half = numbers.mpi();
      if (half.length > ED25519_HALF) {
        throw numbers.malformed(
            "half of an Ed25519 signature with %d bytes".formatted(half.length));
      }
      System.arraycopy(half, 0, signature, end - half.length, half.length);
    }
    return signature;
  }

  private static BigInteger number(PacketCursor numbers) throws MalformedInputException {
    return new BigInteger(1, numbers.mpi());
  }
}
