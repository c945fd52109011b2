package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.metadata.ListedPackage;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of a repository's folder, against what its metadata lists. */
final class RepositoryFiles {
  private final Path root;
  private final Map<RelativePath, FolderEntry> byPath = new HashMap<>();
  private final Set<RelativePath> listedPaths = new HashSet<>();
  private final Set<Object> listedFiles = new HashSet<>();

  /**
   * @param entries all package files in the folder
   */
  RepositoryFiles(Path root, List<FolderEntry> entries) {
    this.root = root;
    entries.forEach(entry -> byPath.put(entry.path(), entry));
  }

  /** Finds the file of each listed package; to be called once. */
  SourceListing match(List<ListedPackage> listed) throws IOException {
    List<PackageRef> packages = new ArrayList<>(listed.size());
    List<PackageRef> weak = new ArrayList<>();
    List<PackageRef> missing = new ArrayList<>();
    for (ListedPackage entry : listed) {
      Optional<FolderEntry> file = find(entry.location().path());
      if (file.isEmpty()) {
        missing.add(
            PackageRef.described(entry, new LocalPackage(entry.location().path().in(root), 0)));
      } else {
        boolean proven = !entry.checksum().algorithm().isWeak();
        (proven ? packages : weak).add(PackageRef.described(entry, file.get().toLocation()));
      }
    }
    return new SourceListing(packages, weak, missing, stray());
  }

  /** A second name of a listed file, such as a link {@code latest.rpm}, holds nothing new. */
  private List<RelativePath> stray() {
    return byPath.values().stream()
        .filter(entry -> !listedPaths.contains(entry.path()))
        .filter(entry -> entry.fileKey() == null || !listedFiles.contains(entry.fileKey()))
        .map(FolderEntry::path)
        .sorted()
        .toList();
  }

  private Optional<FolderEntry> find(RelativePath location) throws IOException {
    Optional<FolderEntry> file = findExactly(location);
    Optional<RelativePath> latin1 = file.isPresent() ? Optional.empty() : location.asLatin1();
    if (latin1.isPresent()) {
      file = findExactly(latin1.get());
    }
    file.ifPresent(this::markListed);
    return file;
  }

  private void markListed(FolderEntry file) {
    listedPaths.add(file.path());
    if (file.fileKey() != null) {
      listedFiles.add(file.fileKey());
    }
  }

  private Optional<FolderEntry> findExactly(RelativePath location) throws IOException {
    FolderEntry entry = byPath.get(location);
    return entry == null ? findOnDisk(location) : Optional.of(entry);
  }

  /** For names that a walk does not give: through a second link, or without {@code .rpm}. */
  private Optional<FolderEntry> findOnDisk(RelativePath location) throws IOException {
    Path file = location.in(root);
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? Optional.of(FolderEntry.of(location, file, attributes))
          : Optional.empty();
    } catch (FileSystemException e) {
      if (Files.notExists(file)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
