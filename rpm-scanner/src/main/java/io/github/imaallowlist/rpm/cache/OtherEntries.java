package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.PackageId;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Entries that cannot be used because they were made with other settings: how, and of what. */
final class OtherEntries {
  private OtherEntries() {}

  /** How an entry was made that is not as wanted; a clause. */
  static String difference(ScanCache cache, StoredFile entry, CacheSettings wanted)
      throws IOException {
    try {
      CacheSettings made = cache.readName(entry.file()).key().settings();
      return made.algorithms().equals(wanted.algorithms())
          ? "with another --ima-cert, or without one"
          : "with --hash %s, not %s".formatted(text(made.algorithms()), text(wanted.algorithms()));
    } catch (InputException e) {
      return "by another version of this program";
    }
  }

  private static String text(SortedSet<HashAlgorithm> algorithms) {
    return algorithms.stream().map(HashAlgorithm::toString).collect(Collectors.joining(","));
  }

  /**
   * Of how many packages entries are. Two under checksums of two algorithms may be of one package:
   * they are taken for that if size and NEVRA agree.
   */
  static long packages(ScanCache cache, Collection<StoredFile> entries) throws IOException {
    Set<Object> packages = new HashSet<>();
    for (StoredFile entry : entries) {
      try {
        EntryName name = cache.readName(entry.file());
        packages.add(new Named(name.id(), name.fileSize()));
      } catch (InputException e) {
        packages.add(entry.file());
      }
    }
    return packages.size();
  }

  private record Named(PackageId id, long fileSize) {}
}
