package io.github.imaallowlist.rpm.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A package in a file on this machine.
 *
 * @param fileSize in bytes, when the source was listed
 */
public record LocalPackage(Path file, long fileSize) implements PackageLocation {
  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(fileSize);
  }
}
