package io.github.imaallowlist.rpm.metadata;

import java.util.Optional;

/**
 * An element directly below the root of {@code repomd.xml}.
 *
 * @param dataType the type of a {@code data} element; empty for all others
 * @param content all that it says, in a form for comparison only
 */
public record RepomdChild(Optional<String> dataType, String content) {}
