package io.github.imaallowlist.rpm.repodata;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is wanted of a repository's {@code repodata}.
 *
 * @param files to be recorded, of one type each
 * @param removed types of which no record is to be left
 * @param keep how many files of each of these types stay beside the recorded one: clients that hold
 *     an older {@code repomd.xml} still fetch them
 */
public record RepodataChange(
    List<RepodataFile> files, Set<String> removed, SignatureRule signature, int keep) {
  public RepodataChange {
    files = List.copyOf(files);
    removed = Set.copyOf(removed);
    Set<String> types = new HashSet<>(removed);
    types.forEach(RecordType::require);
    for (RepodataFile file : files) {
      if (!types.add(file.type())) {
        throw new IllegalArgumentException("'%s' is named twice".formatted(file.type()));
      }
    }
    if (keep < 0) {
      throw new IllegalArgumentException("cannot keep %d files".formatted(keep));
    }
  }

  /** All types that it is about. */
  Set<String> types() {
    Set<String> types = new HashSet<>(removed);
    files.forEach(file -> types.add(file.type()));
    return types;
  }
}
