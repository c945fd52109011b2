package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.toolkit.output.Destination;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An envelope to verify.
 *
 * @param keys files with the public keys or certificates that are trusted, at least one; one
 *     signature by one of them is enough, as for Keylime
 * @param policyDestination where the verified policy goes, if anywhere
 * @param signatureOnly whether the payload may be something that today's Keylime does not take
 * @param temporaryFolder an existing folder with room for the policy
 */
public record VerifyRequest(
    Path envelope,
    List<Path> keys,
    Optional<Destination> policyDestination,
    boolean signatureOnly,
    Path temporaryFolder) {
  public VerifyRequest {
    keys = List.copyOf(keys);
  }
}
