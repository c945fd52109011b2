package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.metadata.RelativePath;
import java.util.List;

/**
 * What a source has, and what does not agree in it. Each list is sorted by path.
 *
 * @param packages can be read; those of a repository have a checksum that proves their content
 * @param weak listed and there, with a checksum of a broken algorithm (MD5, SHA-1), which proves
 *     nothing; not in {@code packages}
 * @param missing listed by the metadata, or a symbolic link in a folder, and no regular file is
 *     there; not in {@code packages}
 * @param stray package files in a repository's folder that its metadata does not list
 */
public record SourceListing(
    List<PackageRef> packages,
    List<PackageRef> weak,
    List<PackageRef> missing,
    List<RelativePath> stray) {
  public SourceListing {
    packages = List.copyOf(packages);
    weak = List.copyOf(weak);
    missing = List.copyOf(missing);
    stray = List.copyOf(stray);
  }

  /** A listing in which there is nothing to disagree with. */
  static SourceListing of(List<PackageRef> packages) {
    return new SourceListing(packages, List.of(), List.of(), List.of());
  }
}
