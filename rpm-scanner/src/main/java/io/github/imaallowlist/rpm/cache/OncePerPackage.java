package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.model.PackageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves out entries of packages that have another one, under a checksum of another algorithm: two
 * repositories may have named the package by two. Entries under checksums of one algorithm are of
 * different packages.
 */
final class OncePerPackage {
  private final ScanCache cache;
  private final Map<Named, List<StoredFile>> kept = new HashMap<>();

  private OncePerPackage(ScanCache cache) {
    this.cache = cache;
  }

  private record Named(PackageId id, long fileSize) {}

  /**
   * The entries that stay, in their order; those that cannot be read do, for whoever uses them to
   * say so.
   *
   * @param entries made with the same settings
   */
  static List<StoredFile> of(ScanCache cache, List<StoredFile> entries) {
    if (entries.stream().map(OncePerPackage::ending).distinct().count() < 2) {
      return entries;
    }
    OncePerPackage once = new OncePerPackage(cache);
    return entries.stream().filter(once::isFirst).toList();
  }

  /** What the name says of the settings, and of the checksum's algorithm. */
  private static String ending(StoredFile entry) {
    String name = String.valueOf(entry.file().getFileName());
    return name.substring(name.indexOf('-'));
  }

  private boolean isFirst(StoredFile entry) {
    try {
      EntryName name = cache.readName(entry.file());
      List<StoredFile> alike =
          kept.computeIfAbsent(new Named(name.id(), name.fileSize()), key -> new ArrayList<>());
      for (StoredFile other : alike) {
        if (!ending(other).equals(ending(entry)) && haveSameFiles(other, entry)) {
          return false;
        }
      }
      alike.add(entry);
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  private boolean haveSameFiles(StoredFile one, StoredFile other) throws IOException {
    return cache
        .read(one.file())
        .contents()
        .files()
        .equals(cache.read(other.file()).contents().files());
  }
}
