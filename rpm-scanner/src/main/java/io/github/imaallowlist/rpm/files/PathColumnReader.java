package io.github.imaallowlist.rpm.files;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.rpm.header.Header;
import io.github.imaallowlist.rpm.header.Numbers;
import io.github.imaallowlist.rpm.header.RpmLimits;
import io.github.imaallowlist.rpm.header.Strings;
import io.github.imaallowlist.rpm.header.Tag;
import java.io.IOException;
import java.util.Optional;

/**
 * Joins folders and names to paths: {@code DIRNAMES[DIRINDEXES[i]] + BASENAMES[i]}, or {@code
 * OLDFILENAMES[i]} in packages from before RPM 3.0.4. A source package has bare names; they stand
 * for files in {@code /}.
 */
final class PathColumnReader {
  private final String source;
  private final byte[] root;
  private final Strings names;
  private final Optional<Folders> folders;

  private PathColumnReader(String source, byte[] root, Strings names, Optional<Folders> folders) {
    this.source = source;
    this.root = root;
    this.names = names;
    this.folders = folders;
  }

  static PathColumn read(Header header, String source, boolean sourcePackage) throws IOException {
    byte[] root = sourcePackage ? new byte[] {'/'} : new byte[0];
    Optional<Strings> baseNames = header.strings(Tag.BASE_NAMES);
    if (baseNames.isPresent()) {
      Folders folders = Folders.read(header, baseNames.get().size());
      return new PathColumnReader(source, root, baseNames.get(), Optional.of(folders)).join();
    }
    Optional<Strings> oldNames = header.strings(Tag.OLD_FILE_NAMES);
    if (oldNames.isPresent()) {
      return new PathColumnReader(source, root, oldNames.get(), Optional.empty()).join();
    }
    return new PathColumn(new byte[0], new int[0]);
  }

  private record Folders(Strings names, Numbers indexes) {
    static Folders read(Header header, int count) throws IOException {
      Optional<Strings> names = header.strings(Tag.DIR_NAMES);
      Optional<Numbers> indexes = header.numbers(Tag.DIR_INDEXES);
      if (names.isEmpty() || indexes.isEmpty()) {
        throw header.malformed(
            Tag.BASE_NAMES,
            "%s or %s is missing beside %s"
                .formatted(Tag.DIR_NAMES, Tag.DIR_INDEXES, Tag.BASE_NAMES));
      }
      Columns.checkLength(header, Tag.DIR_INDEXES, indexes.get().size(), count);
      for (int file = 0; file < count; file++) {
        if (indexes.get().at(file) >= names.get().size()) {
          throw header.malformed(
              Tag.DIR_INDEXES,
              "file %d is in folder %d of %d"
                  .formatted(file, indexes.get().at(file), names.get().size()));
        }
      }
      return new Folders(names.get(), indexes.get());
    }

    int length(int file) {
      return names.length((int) indexes.at(file));
    }

    void copy(int file, byte[] target, int offset) {
      names.copy((int) indexes.at(file), target, offset);
    }
  }

  private PathColumn join() throws IOException {
    int[] ends = pathEnds();
    byte[] bytes = new byte[ends[ends.length - 1]];
    int start = 0;
    for (int file = 0; file < ends.length; file++) {
      int folderStart = start + root.length;
      System.arraycopy(root, 0, bytes, start, root.length);
      int index = file;
      folders.ifPresent(present -> present.copy(index, bytes, folderStart));
      names.copy(file, bytes, ends[file] - names.length(file));
      start = ends[file];
    }
    PathColumn paths = new PathColumn(bytes, ends);
    for (int file = 0; file < ends.length; file++) {
      check(paths, file);
    }
    return paths;
  }

  private int[] pathEnds() throws IOException {
    int[] ends = new int[names.size()];
    long end = 0;
    for (int file = 0; file < ends.length; file++) {
      int index = file;
      end += root.length + names.length(file);
      end += folders.map(present -> present.length(index)).orElse(0);
      if (end > RpmLimits.PATH_BYTES) {
        throw new LimitExceededException(
            source,
            names.fileOffset(file),
            "the paths have more than %,d bytes together".formatted(RpmLimits.PATH_BYTES));
      }
      ends[file] = (int) end;
    }
    return ends;
  }

  private void check(PathColumn paths, int file) throws IOException {
    try {
      FilePath unused = paths.path(file);
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          source, names.fileOffset(file), "header: file %d: %s".formatted(file, e.getMessage()), e);
    }
  }
}
