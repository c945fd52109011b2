package io.github.imaallowlist.rpm.payload;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.rpm.files.FileKind;
import io.github.imaallowlist.rpm.files.FileTable;
import io.github.imaallowlist.rpm.files.HardLinks;
import io.github.imaallowlist.rpm.files.PathIndex;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.header.RpmLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Reads a payload through decompressor, cpio and digests, and holds every file against the header:
 * each one that the header ships is there once, with the size, content or link target that the
 * header says. How much is decompressed is bounded by the sizes and the number of files in the
 * header.
 *
 * <p>Hard links share one content, which comes with the last of them; the others are empty in the
 * archive. In {@code 07070X} archives all sizes come from the header.
 */
public final class PayloadReader {
  private final FileTable files;
  private final FindingLog findings;
  private final String source;
  private final PathIndex pathIndex;
  private final HardLinks hardLinks;
  private final ContentDigester digester;
  private final DigestTable table;
  private final WantedContents wantedContents;
  private final boolean[] seen;
  private final Optional<HashAlgorithm> headerAlgorithm;

  /** The file of each set of hard links that brought the content, by the set's first file. */
  private final int[] contentOfSet;

  private long budget;
  private long entriesLeft;

  private PayloadReader(
      FileTable files,
      SortedSet<HashAlgorithm> wanted,
      String source,
      FindingLog findings,
      ContentReceiver receiver) {
    this.files = files;
    this.wantedContents = new WantedContents(files, receiver);
    this.findings = findings;
    this.source = source;
    this.pathIndex = files.pathIndex();
    this.hardLinks = files.hardLinks();
    this.headerAlgorithm = files.digestAlgorithm();
    TreeSet<HashAlgorithm> computed = new TreeSet<>(wanted);
    headerAlgorithm.ifPresent(computed::add);
    this.digester = new ContentDigester(List.copyOf(computed));
    this.table = new DigestTable(List.copyOf(wanted), files.size());
    this.seen = new boolean[files.size()];
    this.contentOfSet = new int[files.size()];
    Arrays.fill(contentOfSet, -1);
    this.budget = announcedBytes(files);
    this.entriesLeft = (long) files.size() + RpmLimits.FINDINGS_PER_PACKAGE;
  }

  /** What the header announces of contents, in bytes; saturated. */
  private static long announcedBytes(FileTable files) {
    long total = 0;
    for (int file = 0; file < files.size(); file++) {
      long size = files.contentSize(file);
      total = size > Long.MAX_VALUE - total ? Long.MAX_VALUE : total + size;
    }
    return total;
  }

  /**
   * Reads the payload that begins at the input's present offset, to its end.
   *
   * @param wanted the algorithms of the digests to come out, at least one
   * @param findings takes what does not match; then the result is not to be used
   * @param receiver takes contents besides
   * @return the regular files that the package ships, in the header's order
   * @throws MalformedInputException if it is not such an archive, or its compressed stream is
   *     damaged
   * @throws LimitExceededException if it holds more than the header announces, or a decoder needs
   *     more memory than {@link RpmLimits} allows
   */
  public static List<MeasuredFile> read(
      RpmInput in,
      Compressor compressor,
      FileTable files,
      SortedSet<HashAlgorithm> wanted,
      FindingLog findings,
      ContentReceiver receiver)
      throws IOException {
    PayloadReader reader = new PayloadReader(files, wanted, in.name(), findings, receiver);
    try (InputStream payload = compressor.open(in)) {
      return reader.read(new CpioReader(payload, in.name()));
    }
  }

  private List<MeasuredFile> read(CpioReader cpio) throws IOException {
    CpioEntry entry = cpio.next();
    while (!(entry instanceof CpioEntry.Trailer)) {
      countEntry();
      if (entry instanceof CpioEntry.Named named) {
        byte[] path = named.path();
        readEntry(cpio, pathIndex.find(path, 0, path.length), named);
      } else if (entry instanceof CpioEntry.Indexed indexed) {
        readIndexed(cpio, indexed.file());
      }
      entry = cpio.next();
    }
    cpio.finish();
    settleHardLinks();
    return measuredFiles();
  }

  private void readEntry(CpioReader cpio, int file, CpioEntry.Named entry) throws IOException {
    if (file < 0) {
      findings.add(
          FindingKind.NOT_IN_HEADER,
          "the payload has %s, which the header does not list".formatted(printable(entry.path())));
      skip(cpio, entry.size());
    } else if (files.isGhost(file)) {
      // RPM before 4.11 sometimes put one in; every RPM skips it.
      skip(cpio, entry.size());
    } else {
      if (!entry.isOf(files.kind(file))) {
        findings.add(
            FindingKind.KIND_MISMATCH,
            files.path(file),
            "the payload does not have it as what the header says, a %s"
                .formatted(files.kind(file)));
      }
      boolean contentComesLater =
          entry.size() == 0 && files.contentSize(file) > 0 && hardLinks.isLinked(file);
      readFile(cpio, file, entry.size(), !contentComesLater);
    }
  }

  private void readIndexed(CpioReader cpio, long index) throws IOException {
    if (index >= files.size()) {
      throw new MalformedInputException(
          source,
          MalformedInputException.NO_OFFSET,
          "the payload has file %d of %d".formatted(index, files.size()));
    }
    int file = (int) index;
    if (files.isGhost(file)) {
      return;
    }
    FileKind kind = files.kind(file);
    boolean content =
        kind == FileKind.SYMBOLIC_LINK || (kind == FileKind.REGULAR && !hardLinks.hasLater(file));
    long size = content ? files.contentSize(file) : 0;
    readFile(cpio, file, size, content || kind != FileKind.REGULAR);
  }

  /** Without this, a small package could hold entries without content for hours of reading. */
  private void countEntry() throws IOException {
    entriesLeft--;
    if (entriesLeft < 0) {
      throw new LimitExceededException(
          source,
          LimitExceededException.NO_OFFSET,
          "the payload has many more than the %,d files that the header lists"
              .formatted(files.size()));
    }
  }

  private void skip(CpioReader cpio, long size) throws IOException {
    spend(size);
    cpio.content(size, (buffer, start, length) -> {});
  }

  /** To be called before any content is decompressed. */
  private void spend(long size) throws IOException {
    budget -= size;
    if (budget < 0) {
      throw new LimitExceededException(
          source,
          LimitExceededException.NO_OFFSET,
          "the payload holds more than the %,d bytes that the header announces"
              .formatted(announcedBytes(files)));
    }
  }

  private void readFile(CpioReader cpio, int file, long size, boolean complete) throws IOException {
    if (seen[file]) {
      findings.add(
          FindingKind.DUPLICATE_IN_PAYLOAD, files.path(file), "the payload has the file twice");
    }
    seen[file] = true;
    switch (files.kind(file)) {
      case REGULAR -> readRegular(cpio, file, size, complete);
      case SYMBOLIC_LINK -> readLink(cpio, file, size);
      case FOLDER, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET -> readEmpty(cpio, file, size);
    }
  }

  private void readEmpty(CpioReader cpio, int file, long size) throws IOException {
    if (size > 0) {
      findings.add(
          FindingKind.SIZE_MISMATCH,
          files.path(file),
          "%,d bytes in the payload, and a %s has none".formatted(size, files.kind(file)));
    }
    skip(cpio, size);
  }

  private void readRegular(CpioReader cpio, int file, long size, boolean complete)
      throws IOException {
    if (!complete) {
      return;
    }
    boolean sizeMatches = size == files.contentSize(file);
    if (!sizeMatches) {
      findings.add(
          FindingKind.SIZE_MISMATCH,
          files.path(file),
          "%,d bytes in the payload, %,d in the header".formatted(size, files.contentSize(file)));
    }
    spend(size);
    if (sizeMatches && wantedContents.has(file)) {
      digestAndHandOver(cpio, file, size);
    } else {
      cpio.content(size, digester);
    }
    boolean elf = digester.isElf();
    List<FileDigest> digests = digester.finish();
    if (sizeMatches) {
      compareWithHeader(file, digests);
    }
    table.put(file, digests, elf);
    contentOfSet[hardLinks.first(file)] = file;
  }

  private void digestAndHandOver(CpioReader cpio, int file, long size) throws IOException {
    try (WantedContents.Streams streams = wantedContents.open(file, size)) {
      cpio.content(
          size,
          (buffer, start, length) -> {
            digester.accept(buffer, start, length);
            streams.write(buffer, start, length);
          });
    }
  }

  private void compareWithHeader(int file, List<FileDigest> digests) {
    Optional<FileDigest> expected = files.digest(file);
    if (expected.isEmpty()) {
      if (files.contentSize(file) > 0) {
        findings.add(
            FindingKind.NO_DIGEST, files.path(file), "the header has no digest of the content");
      }
    } else if (!digests.contains(expected.get())) {
      String actual =
          digests.stream()
              .filter(digest -> digest.algorithm() == expected.get().algorithm())
              .map(FileDigest::toString)
              .findFirst()
              .orElseThrow();
      findings.add(
          FindingKind.DIGEST_MISMATCH,
          files.path(file),
          "%s in the payload, %s in the header".formatted(actual, expected.get().hex()));
    }
  }

  private void readLink(CpioReader cpio, int file, long size) throws IOException {
    if (size > RpmLimits.LINK_TARGET_BYTES) {
      throw new LimitExceededException(
          source,
          LimitExceededException.NO_OFFSET,
          "%s: the link's target has %,d bytes".formatted(files.path(file), size));
    }
    spend(size);
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    cpio.content(size, target::write);
    if (!Arrays.equals(target.toByteArray(), files.linkTarget(file))) {
      findings.add(
          FindingKind.LINK_MISMATCH,
          files.path(file),
          "points to %s in the payload, to %s in the header"
              .formatted(printable(target.toByteArray()), printable(files.linkTarget(file))));
    }
  }

  /** Gives the content of each set of hard links to all of the set, and misses what is missing. */
  private void settleHardLinks() {
    for (int file = 0; file < files.size(); file++) {
      if (!seen[file]) {
        if (!files.isGhost(file)) {
          findings.add(
              FindingKind.MISSING_FROM_PAYLOAD,
              files.path(file),
              "the header lists it, the payload has it not");
        }
      } else if (files.isShippedRegular(file) && !table.isComputed(file)) {
        settleHardLink(file, contentOfSet[hardLinks.first(file)]);
      }
    }
  }

  private void settleHardLink(int file, int content) {
    if (content < 0) {
      findings.add(
          FindingKind.MISSING_FROM_PAYLOAD,
          files.path(file),
          "none of its hard links has the content");
    } else if (files.contentSize(file) != files.contentSize(content)
        || !files.digest(file).equals(files.digest(content))) {
      findings.add(
          FindingKind.DIGEST_MISMATCH,
          files.path(file),
          "the header says otherwise of its hard link " + files.path(content));
    } else {
      table.share(content, file);
    }
  }

  private List<MeasuredFile> measuredFiles() {
    int[] measured =
        IntStream.range(0, files.size()).filter(file -> table.isComputed(file)).toArray();
    return new MeasuredFiles(files.paths(), files.executable(), table, measured);
  }

  private static String printable(byte[] bytes) {
    return new String(bytes, 0, Math.min(bytes.length, 255), StandardCharsets.UTF_8);
  }
}
