package io.github.imaallowlist.toolkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * That a signed list is good.
 *
 * @param signers at least one
 * @param payloadBytes the list's length
 * @param paths in the policy; absent if only the signature was looked at
 */
public record VerifyResult(List<Signer> signers, long payloadBytes, OptionalLong paths) {
  /**
   * A trusted signer.
   *
   * @param fingerprint of its public key
   * @param certificate its name and by which CA it is trusted, if it is by one
   * @param signingTime that it claims, where the signature has one
   */
  public record Signer(
      String fingerprint, Optional<String> certificate, Optional<Instant> signingTime) {}

  public VerifyResult {
    signers = List.copyOf(signers);
  }
}
