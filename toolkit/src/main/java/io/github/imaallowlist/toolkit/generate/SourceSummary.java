package io.github.imaallowlist.toolkit.generate;

import java.util.Optional;

/**
 * What was read of one source.
 *
 * @param name as the user gave it
 * @param kind the word repository, folder or package
 * @param repomdSha256 hex digest of {@code repomd.xml}, where there is one
 * @param revision as {@code repomd.xml} gives it
 * @param packages that are in the allowlist
 * @param files of these, with digests in the allowlist
 */
public record SourceSummary(
    String name,
    String kind,
    Optional<String> repomdSha256,
    Optional<String> revision,
    long packages,
    long files) {
  /** The same, known by another digest. */
  SourceSummary withRepomdSha256(String hex) {
    return new SourceSummary(name, kind, Optional.of(hex), revision, packages, files);
  }
}
