package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a list goes.
 *
 * @param signing absent: the list is not signed
 * @param signatureDestination where its signature goes if that is detached; then the list goes to a
 *     file as well
 * @param temporaryFolder an existing folder for what does not fit into memory
 */
public record OutputRequest(
    Destination destination,
    Optional<SigningRequest> signing,
    Optional<Destination.InFile> signatureDestination,
    Path temporaryFolder) {
  /** Not signed. */
  public static OutputRequest unsigned(Destination destination, Path temporaryFolder) {
    return new OutputRequest(destination, Optional.empty(), Optional.empty(), temporaryFolder);
  }
}
