package io.github.imaallowlist.signing.cms;

import java.util.List;
import java.util.Optional;

/**
 * What came of verifying a signature.
 *
 * @param signers all that the signature has, at least one
 */
public record CmsVerification(List<SignerCheck> signers) {
  public CmsVerification {
    signers = List.copyOf(signers);
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("a signature without a signer is malformed");
    }
  }

  /**
   * Whether every signer is good; one that is not spoils the signature, as for {@code openssl cms}.
   */
  public boolean isGood() {
    return signers.stream().allMatch(SignerCheck::isGood);
  }

  /** The first signer that spoils it. */
  public Optional<SignerCheck> firstBad() {
    return signers.stream().filter(signer -> !signer.isGood()).findFirst();
  }

  /** Fingerprints of the good signers' keys, each once. */
  public List<String> fingerprints() {
    return signers.stream().flatMap(signer -> signer.fingerprint().stream()).distinct().toList();
  }
}
