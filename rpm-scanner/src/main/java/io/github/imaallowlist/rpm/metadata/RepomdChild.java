package io.github.imaallowlist.rpm.metadata;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An element directly below the root of {@code repomd.xml}.
 *
 * @param dataType the type of a {@code data} element; empty for all others
 * @param content all that it says, in a form for comparison only
 */
public record RepomdChild(Optional<String> dataType, String content) {
  /** As the record's own, which Java puts together at its first use, in 20 ms. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RepomdChild child
        && dataType.equals(child.dataType)
        && content.equals(child.content);
  }

  @Override
  public int hashCode() {
    return Objects.hash(dataType, content);
  }
}
