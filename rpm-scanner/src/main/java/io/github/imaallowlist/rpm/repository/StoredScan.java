package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.metadata.HeaderRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A package of which there is no more than what a scan made of it, in a cache.
 *
 * @param file the entry
 * @param bytes of the entry
 */
public record StoredScan(ScanCache cache, Path file, long bytes) implements PackageLocation {
  /** Which package it is; empty if that cannot be read. */
  public Optional<PackageId> id() {
    try {
      return Optional.of(cache.readName(file).id());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public OpenPackage open() throws IOException {
    throw new IOException(file + ": only the result of its scan is there, not the package");
  }

  @Override
  public OpenPackage openHeaders(Optional<HeaderRange> claimed) throws IOException {
    return open();
  }

  /** Of the entry, which is what there is to read. */
  @Override
  public OptionalLong size() {
    return OptionalLong.of(bytes);
  }
}
