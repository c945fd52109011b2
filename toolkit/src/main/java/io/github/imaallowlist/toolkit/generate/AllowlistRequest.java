package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.filter.FilterRequest;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to make an allowlist of, and how; not where it goes.
 *
 * @param source what is read
 * @param trust what has to prove where packages are from
 * @param fileSignatures what to do about the IMA signatures of files
 * @param list what is made of it
 * @param filter what hosts measure; absent: whatever the packages have is in the list
 * @param temporaryFolder an existing folder for what does not fit into memory
 */
public record AllowlistRequest(
    SourceRequest source,
    TrustRequest trust,
    FileSignatureRequest fileSignatures,
    ListRequest list,
    Optional<FilterRequest> filter,
    Path temporaryFolder) {
  /** The same, with another list made of it. */
  public AllowlistRequest withList(ListRequest other) {
    return new AllowlistRequest(source, trust, fileSignatures, other, filter, temporaryFolder);
  }
}
