package io.github.imaallowlist.signing;

import java.util.List;

/**
 * That a payload is signed by keys that the caller trusts.
 *
 * @param length of the payload, in bytes
 * @param signers the trusted keys that signed it, at least one, each once: first those that were
 *     given
 * @param keyIds what the signatures name as their keys, in their order; nothing vouches for it
 */
public record VerifiedPayload(long length, List<VerificationKey> signers, List<String> keyIds) {
  public VerifiedPayload {
    keyIds = List.copyOf(keyIds);
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("a payload that nobody signed is not verified");
    }
    signers = List.copyOf(signers);
  }
}
