package io.github.imaallowlist.signing;

import java.util.List;

/**
 * That a payload is signed by keys that the caller trusts.
 *
 * @param length of the payload, in bytes
 * @param signers the trusted keys that signed it, at least one, each once: first those that were
 *     given
 */
public record VerifiedPayload(long length, List<VerificationKey> signers) {
  public VerifiedPayload {
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("a payload that nobody signed is not verified");
    }
    signers = List.copyOf(signers);
  }
}
