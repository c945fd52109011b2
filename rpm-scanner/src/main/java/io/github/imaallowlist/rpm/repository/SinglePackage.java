package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.metadata.Repomd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** One package file. Nothing vouches for it. */
public final class SinglePackage implements PackageSource {
  private final String name;
  private final FolderEntry entry;

  private SinglePackage(String name, FolderEntry entry) {
    this.name = name;
    this.entry = entry;
  }

  static SinglePackage open(String name, Path file) throws IOException {
    return new SinglePackage(name, stat(file));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SourceListing list() {
    return SourceListing.of(List.of(entry.toRef()));
  }

  @Override
  public Optional<Repomd> repomd() {
    return Optional.empty();
  }

  /** Size, time of change and inode are compared. */
  @Override
  public void ensureUnchanged() throws IOException {
    FolderEntry now;
    try {
      now = stat(entry.file());
    } catch (NoSuchFileException e) {
      throw new SourceChangedException(name, "it is gone");
    }
    if (!now.equals(entry)) {
      throw new SourceChangedException(name, "it was written or replaced");
    }
  }

  private static FolderEntry stat(Path file) throws IOException {
    Path folder = Optional.ofNullable(file.getParent()).orElse(file);
    return FolderEntry.of(
        RelativePath.between(folder, file),
        file,
        Files.readAttributes(file, BasicFileAttributes.class));
  }
}
