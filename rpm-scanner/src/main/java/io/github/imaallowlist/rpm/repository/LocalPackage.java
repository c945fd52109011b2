package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.metadata.HeaderRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A package in a file on this machine.
 *
 * @param fileSize in bytes, when the source was listed
 */
public record LocalPackage(Path file, long fileSize) implements PackageLocation {
  @Override
  public OpenPackage open() throws IOException {
    return new OpenPackage(Files.newInputStream(file), size(), true);
  }

  @Override
  public OpenPackage openHeaders(Optional<HeaderRange> claimed) throws IOException {
    return open();
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(fileSize);
  }
}
