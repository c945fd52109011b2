package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.metadata.Repomd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder without metadata: all package files in it and below it. Nothing vouches for them. */
public final class PackageFolder implements PackageSource {
  private final String name;
  private final Path root;
  private final FolderWalk.Found found;

  private PackageFolder(String name, Path root, FolderWalk.Found found) {
    this.name = name;
    this.root = root;
    this.found = found;
  }

  static PackageFolder open(String name, Path root) throws IOException {
    return new PackageFolder(name, root, FolderWalk.packagesIn(root));
  }

  boolean isEmpty() {
    return found.packages().isEmpty();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SourceListing list() {
    List<PackageRef> missing =
        found.dangling().stream()
            .map(path -> PackageRef.undescribed(path, new LocalPackage(path.in(root), 0)))
            .toList();
    return new SourceListing(
        found.packages().stream().map(FolderEntry::toRef).toList(), List.of(), missing, List.of());
  }

  @Override
  public Optional<Repomd> repomd() {
    return Optional.empty();
  }

  /** Names, sizes, times of change and inodes are compared. */
  @Override
  public void ensureUnchanged() throws IOException {
    Map<RelativePath, FolderEntry> gone = new HashMap<>();
    found.packages().forEach(entry -> gone.put(entry.path(), entry));
    for (FolderEntry now : FolderWalk.packagesIn(root).packages()) {
      FolderEntry before = gone.remove(now.path());
      if (before == null) {
        throw new SourceChangedException(name, now.path() + " is new");
      }
      if (!before.isUnchanged(now)) {
        throw new SourceChangedException(name, now.path() + " was written or replaced");
      }
    }
    Optional<RelativePath> first = gone.keySet().stream().sorted().findFirst();
    if (first.isPresent()) {
      throw new SourceChangedException(name, first.get() + " is gone");
    }
  }
}
