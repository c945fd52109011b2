package io.github.imaallowlist.rpm.metadata;

import java.net.URI;
import java.util.Optional;

/**
 * Where a file of a repository is, as its metadata claims.
 *
 * @param path below the base
 * @param base absolute, http or https, where the metadata names another place than the repository's
 *     own ({@code xml:base})
 */
public record Location(RelativePath path, Optional<URI> base) {
  /** The path; with the base before it, if there is one. */
  @Override
  public String toString() {
    return base.map(url -> url + "/" + path).orElseGet(path::toString);
  }
}
