package io.github.imaallowlist.format;

import io.github.imaallowlist.model.ImaKeyId;
import java.util.Base64;
import java.util.Comparator;

/**
 * A key that a verifier accepts IMA signatures by. Ordered by its id, then by the key.
 *
 * @param publicKey the key's {@code SubjectPublicKeyInfo}, DER in base64
 */
public record ImaVerificationKey(ImaKeyId id, String publicKey)
    implements Comparable<ImaVerificationKey> {
  private static final Comparator<ImaVerificationKey> ORDER =
      Comparator.comparing(ImaVerificationKey::id).thenComparing(ImaVerificationKey::publicKey);

  /**
   * @param subjectPublicKeyInfo in DER
   */
  public static ImaVerificationKey of(ImaKeyId id, byte[] subjectPublicKeyInfo) {
    return new ImaVerificationKey(id, Base64.getEncoder().encodeToString(subjectPublicKeyInfo));
  }

  @Override
  public int compareTo(ImaVerificationKey other) {
    return ORDER.compare(this, other);
  }
}
