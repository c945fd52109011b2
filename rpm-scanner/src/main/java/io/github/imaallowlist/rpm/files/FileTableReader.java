package io.github.imaallowlist.rpm.files;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.header.Header;
import io.github.imaallowlist.rpm.header.Numbers;
import io.github.imaallowlist.rpm.header.Strings;
import io.github.imaallowlist.rpm.header.Tag;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the file list out of a header, and checks all of it: columns of one length, absolute paths
 * without tricks, sizes and modes that can be, digests of the length that their algorithm has.
 */
public final class FileTableReader {
  /** What {@code FILEDIGESTALGO} means where it is absent. */
  private static final HashAlgorithm DEFAULT_ALGORITHM = HashAlgorithm.MD5;

  /** {@code S_IXUSR | S_IXGRP | S_IXOTH}. */
  private static final int X_BITS = 0111;

  private final Header header;
  private final String source;
  private final boolean sourcePackage;

  private FileTableReader(Header header, String source, boolean sourcePackage) {
    this.header = header;
    this.source = source;
    this.sourcePackage = sourcePackage;
  }

  /**
   * @param source the package's file name, for messages
   * @param sourcePackage whether paths are bare names, which then stand for files in {@code /}
   * @throws MalformedInputException if the list is not one
   * @throws UnsupportedInputException if its digests are of an algorithm that is not known
   */
  public static FileTable read(Header header, String source, boolean sourcePackage)
      throws IOException {
    return new FileTableReader(header, source, sourcePackage).read();
  }

  private FileTable read() throws IOException {
    PathColumn paths = PathColumnReader.read(header, source, sourcePackage);
    PathIndex pathIndex = new PathIndex(paths);
    checkUnique(paths, pathIndex);
    int count = paths.size();
    Optional<Numbers> modes = readModes(count);
    FileKind[] kinds = readKinds(modes, count);
    int[] flags = new int[count];
    Optional<Numbers> flagColumn = numbers(Tag.FILE_FLAGS, count);
    flagColumn.ifPresent(values -> Arrays.setAll(flags, file -> (int) values.at(file)));
    Optional<Strings> digests = strings(Tag.FILE_DIGESTS, count);
    Optional<HashAlgorithm> algorithm =
        digests.isPresent() ? Optional.of(readDigestAlgorithm()) : Optional.empty();
    if (digests.isPresent()) {
      checkDigests(digests.get(), algorithm.orElseThrow());
    }
    FileTable withoutLinks =
        new FileTable(
            paths,
            pathIndex,
            kinds,
            executable(modes, count),
            readSizes(count),
            flags,
            algorithm,
            digests,
            strings(Tag.FILE_LINK_TOS, count),
            HardLinks.none());
    return withoutLinks.withHardLinks(readHardLinks(withoutLinks));
  }

  /** RPM would install both, one over the other. */
  private void checkUnique(PathColumn paths, PathIndex pathIndex) throws IOException {
    OptionalInt duplicate = pathIndex.duplicate();
    if (duplicate.isPresent()) {
      throw header.malformed(
          header.has(Tag.BASE_NAMES) ? Tag.BASE_NAMES : Tag.OLD_FILE_NAMES,
          "%s is listed twice".formatted(paths.path(duplicate.getAsInt())));
    }
  }

  /** Absent only where there are no files. */
  private Optional<Numbers> readModes(int count) throws IOException {
    if (count == 0) {
      return Optional.empty();
    }
    Optional<Numbers> modes = numbers(Tag.FILE_MODES, count);
    if (modes.isEmpty()) {
      throw header.malformed(Tag.BASE_NAMES, Tag.FILE_MODES + " is missing");
    }
    return modes;
  }

  private FileKind[] readKinds(Optional<Numbers> modes, int count) throws IOException {
    FileKind[] kinds = new FileKind[count];
    for (int file = 0; file < count; file++) {
      long mode = modes.orElseThrow().at(file);
      int index = file;
      kinds[file] =
          FileKind.ofMode(mode)
              .orElseThrow(
                  () ->
                      header.malformed(
                          Tag.FILE_MODES,
                          "file %d has the mode %o, which names no kind of file"
                              .formatted(index, mode)));
    }
    return kinds;
  }

  private static BitSet executable(Optional<Numbers> modes, int count) {
    BitSet executable = new BitSet(count);
    for (int file = 0; file < count; file++) {
      executable.set(file, (modes.orElseThrow().at(file) & X_BITS) != 0);
    }
    return executable;
  }

  private long[] readSizes(int count) throws IOException {
    long[] sizes = new long[count];
    if (count == 0) {
      return sizes;
    }
    // In RPM's order (rpmfilesFSize in lib/rpmfi.cc), should a header have both.
    Tag tag = header.has(Tag.FILE_SIZES) ? Tag.FILE_SIZES : Tag.LONG_FILE_SIZES;
    Numbers values =
        numbers(tag, count)
            .orElseThrow(() -> header.malformed(Tag.BASE_NAMES, Tag.FILE_SIZES + " is missing"));
    for (int file = 0; file < count; file++) {
      sizes[file] = values.at(file);
      if (sizes[file] < 0) {
        throw header.malformed(tag, "file %d is larger than any file can be".formatted(file));
      }
    }
    return sizes;
  }

  private HashAlgorithm readDigestAlgorithm() throws IOException {
    Optional<Numbers> value = header.numbers(Tag.FILE_DIGEST_ALGO);
    if (value.isEmpty()) {
      return DEFAULT_ALGORITHM;
    }
    long id = value.get().at(0);
    return HashAlgorithm.byOpenPgpId(id)
        .orElseThrow(
            () ->
                new UnsupportedInputException(
                    source,
                    header.malformed(Tag.FILE_DIGEST_ALGO, "").offset(),
                    "the file digests are of algorithm %d, which is not known here".formatted(id)));
  }

  private void checkDigests(Strings digests, HashAlgorithm algorithm) throws IOException {
    int hexLength = 2 * algorithm.digestLength();
    for (int file = 0; file < digests.size(); file++) {
      int length = digests.length(file);
      if (length != 0 && (length != hexLength || !isHex(digests.bytes(file)))) {
        throw new MalformedInputException(
            source,
            digests.fileOffset(file),
            "header: the digest of file %d is not %d hexadecimal digits, as %s has"
                .formatted(file, hexLength, algorithm));
      }
    }
  }

  private static boolean isHex(byte[] text) {
    for (byte c : text) {
      if (!HexFormat.isHexDigit(c)) {
        return false;
      }
    }
    return true;
  }

  private HardLinks readHardLinks(FileTable files) throws IOException {
    Optional<Numbers> devices = numbers(Tag.FILE_DEVICES, files.size());
    Optional<Numbers> inodes = numbers(Tag.FILE_INODES, files.size());
    if (devices.isEmpty() || inodes.isEmpty()) {
      return HardLinks.none();
    }
    boolean[] shipped = new boolean[files.size()];
    for (int file = 0; file < shipped.length; file++) {
      shipped[file] = files.isShippedRegular(file);
    }
    return HardLinks.of(shipped, devices.get(), inodes.get());
  }

  private Optional<Numbers> numbers(Tag tag, int count) throws IOException {
    Optional<Numbers> values = header.numbers(tag);
    if (values.isPresent()) {
      Columns.checkLength(header, tag, values.get().size(), count);
    }
    return values;
  }

  private Optional<Strings> strings(Tag tag, int count) throws IOException {
    Optional<Strings> values = header.strings(tag);
    if (values.isPresent()) {
      Columns.checkLength(header, tag, values.get().size(), count);
    }
    return values;
  }
}
