package io.github.imaallowlist.format;

import java.util.Optional;

/**
 * One thing that packages were read from. Has no name: a folder's path is the machine's.
 *
 * @param kind such as {@code repository}, {@code folder}, or one package alone
 * @param repomdSha256 hex digest of {@code repomd.xml}, where there is one
 * @param revision as {@code repomd.xml} gives it
 * @param packages read from it and in the allowlist
 * @param files of these packages, with a digest in the allowlist
 */
public record ProvenanceSource(
    String kind,
    Optional<String> repomdSha256,
    Optional<String> revision,
    long packages,
    long files) {}
