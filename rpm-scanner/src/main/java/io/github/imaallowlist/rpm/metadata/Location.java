package io.github.imaallowlist.rpm.metadata;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a file of a repository is, as its metadata claims.
 *
 * @param path below the base
 * @param base absolute, http or https, where the metadata names another place than the repository's
 *     own ({@code xml:base})
 */
public record Location(RelativePath path, Optional<URI> base) {
  /** As the record's own, which Java puts together at its first use, in every run. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Location that && path.equals(that.path) && base.equals(that.base);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, base);
  }

  /** The path; with the base before it, if there is one. */
  @Override
  public String toString() {
    return base.map(url -> url + "/" + path).orElseGet(path::toString);
  }
}
