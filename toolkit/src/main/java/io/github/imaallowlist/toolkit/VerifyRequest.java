package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.toolkit.output.Destination;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A signed list to verify.
 *
 * @param file a DSSE envelope, or with a detached signature the list itself
 * @param signature a file with a detached signature, if the list has one
 * @param policyDestination where the verified list goes, if anywhere
 * @param signatureOnly whether the list may be something that today's Keylime does not take; its
 *     age is not looked at then
 * @param age how old it may be
 * @param now by the machine's clock: a time that someone else chose would make an expired
 *     certificate valid
 * @param temporaryFolder an existing folder with room for the list
 */
public record VerifyRequest(
    Path file,
    Optional<Path> signature,
    TrustFiles trust,
    Optional<Destination> policyDestination,
    boolean signatureOnly,
    AgeLimits age,
    Instant now,
    Path temporaryFolder) {
  ListTrust listTrust() {
    return new ListTrust(trust, now);
  }
}
