package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.filter.FilterRequest;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.util.Optional;

/**
 * What to make an allowlist of, and how.
 *
 * @param source what is read
 * @param trust what has to prove where packages are from
 * @param fileSignatures what to do about the IMA signatures of files
 * @param list what is made of it
 * @param output where it goes, and how it is signed
 * @param filter what hosts measure; absent: whatever the packages have is in the list
 */
public record GenerateRequest(
    SourceRequest source,
    TrustRequest trust,
    FileSignatureRequest fileSignatures,
    ListRequest list,
    OutputRequest output,
    Optional<FilterRequest> filter) {
  /** For a list of all files. */
  public GenerateRequest(
      SourceRequest source,
      TrustRequest trust,
      FileSignatureRequest fileSignatures,
      ListRequest list,
      OutputRequest output) {
    this(source, trust, fileSignatures, list, output, Optional.empty());
  }

  /** What is in the list, wherever it goes. */
  AllowlistRequest allowlist() {
    return new AllowlistRequest(
        source, trust, fileSignatures, list, filter, output.temporaryFolder());
  }
}
