package io.github.imaallowlist.openpgp;

import java.util.Arrays;

/**
 * A signature with the digest that it must be over, ready to be judged by whoever has the keys.
 *
 * <p>It comes from {@link DataSignature#finish}.
 */
public final class SignedDigest {
  private final DataSignature signature;
  private final byte[] digest;

  /**
   * @param digest over the signed data and what the signature adds to it
   */
  public SignedDigest(DataSignature signature, byte[] digest) {
    this.signature = signature;
    this.digest = digest.clone();
  }

  public DataSignature signature() {
    return signature;
  }

  /** A copy of the digest. */
  public byte[] digest() {
    return digest.clone();
  }

  /**
   * Whether the two octets of the digest that a signature has in clear are these. If not, it is of
   * other data, or damaged. If so, nothing is proved: who wants to can have them agree.
   */
  public boolean agreesWithHint() {
    int start = digest.length < 2 ? -1 : ((digest[0] & 0xFF) << 8) | (digest[1] & 0xFF);
    return signature.packet().filter(packet -> packet.hint() == start).isPresent();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedDigest that
        && signature.equals(that.signature)
        && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return 31 * signature.hashCode() + Arrays.hashCode(digest);
  }
}
