package io.github.imaallowlist.rpm.header;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a signature header or header, and checks it as RPM does ({@code hdrblobRead}, {@code
 * hdrblobVerifyRegion} and {@code hdrblobVerifyInfo} in {@code lib/header.cc}): counts within the
 * limits, an immutable region that covers what it must, and entries of known types that lie inside
 * the store, aligned, in order, and without overlap.
 */
public final class HeaderReader {
  private static final int INTRO_LENGTH = 16;
  private static final int ENTRY_LENGTH = 16;

  /** Magic, version 1, four reserved zeros. */
  private static final long MAGIC = 0x8eade80100000000L;

  /** Tags below are the header's own; {@code HEADER_I18NTABLE} in RPM's {@code rpmtag.h}. */
  private static final int FIRST_TAG = 100;

  /** A region tag of RPM 3.0.x, still found in the trailer of old signature headers. */
  private static final int HEADER_IMAGE = 61;

  private final RpmInput in;
  private final HeaderKind kind;
  private final long start;

  private HeaderReader(RpmInput in, HeaderKind kind) {
    this.in = in;
    this.kind = kind;
    this.start = in.offset();
  }

  /**
   * Reads a header at the input's present offset, with the padding behind a signature header.
   *
   * @throws MalformedInputException if it is not one
   * @throws LimitExceededException if it is larger than {@link RpmLimits} allows
   */
  public static Header read(RpmInput in, HeaderKind kind) throws IOException {
    return new HeaderReader(in, kind).read();
  }

  private Header read() throws IOException {
    byte[] introBytes = in.readExactly(INTRO_LENGTH, kind.toString());
    ByteBuffer intro = ByteBuffer.wrap(introBytes);
    if (intro.getLong() != MAGIC) {
      throw malformed(0, "the magic 8E AD E8 01 of the " + kind + " is missing");
    }
    int entryCount = checkedCount(intro.getInt(), kind.maxEntries(), "index entries");
    int storeLength = checkedCount(intro.getInt(), kind.maxBytes(), "bytes of data");
    byte[] blob = in.readExactly(entryCount * ENTRY_LENGTH + storeLength, kind.toString());
    if (kind == HeaderKind.SIGNATURE) {
      int misaligned = (int) ((INTRO_LENGTH + (long) blob.length) % 8);
      in.readExactly(misaligned == 0 ? 0 : 8 - misaligned, "padding of the " + kind);
    }
    Store store = new Store(in.name(), start + INTRO_LENGTH, blob, entryCount * ENTRY_LENGTH);
    boolean region = checkRegion(store, entryCount);
    List<IndexEntry> entries = readEntries(store, region ? 1 : 0, entryCount);
    return new Header(kind, introBytes, store, entries, region);
  }

  private int checkedCount(int count, int limit, String what) throws IOException {
    long unsigned = Integer.toUnsignedLong(count);
    if (unsigned > limit) {
      throw new LimitExceededException(
          in.name(),
          start,
          "the %s announces %,d %s; the limit is %,d".formatted(kind, unsigned, what, limit));
    }
    return count;
  }

  /**
   * Checks the immutable region, whose trailer bounds what signatures and digests cover. A header
   * (not a signature header) must lie wholly inside, or some of its tags would be covered by
   * nothing; one from RPM 3 has no region at all.
   */
  private boolean checkRegion(Store store, int entryCount) throws IOException {
    if (entryCount == 0 || store.indexInt(0, 0) != kind.regionTag()) {
      return false;
    }
    int trailerOffset = store.indexInt(0, 2);
    if (store.indexInt(0, 1) != TagType.BIN.number() || store.indexInt(0, 3) != ENTRY_LENGTH) {
      throw malformed(store, 0, "the region's entry is not of type BIN and 16 bytes");
    }
    if (trailerOffset < 0 || trailerOffset > store.length() - ENTRY_LENGTH) {
      throw malformed(store, 0, "the region's trailer lies outside the data");
    }
    int tag = store.dataInt(trailerOffset);
    boolean oldSignature = kind == HeaderKind.SIGNATURE && tag == HEADER_IMAGE;
    if ((tag != kind.regionTag() && !oldSignature)
        || store.dataInt(trailerOffset + 4) != TagType.BIN.number()
        || store.dataInt(trailerOffset + 12) != ENTRY_LENGTH) {
      throw malformed(store, 0, "the region's trailer is not one");
    }
    long regionIndexLength = -(long) store.dataInt(trailerOffset + 8);
    if (regionIndexLength <= 0
        || regionIndexLength % ENTRY_LENGTH != 0
        || regionIndexLength / ENTRY_LENGTH > entryCount) {
      throw malformed(store, 0, "the region's trailer counts entries that are not there");
    }
    boolean covered =
        regionIndexLength / ENTRY_LENGTH == entryCount
            && trailerOffset + ENTRY_LENGTH == store.length();
    if (kind == HeaderKind.HEADER && !covered) {
      throw malformed(store, 0, "the immutable region does not cover the whole header");
    }
    return true;
  }

  private List<IndexEntry> readEntries(Store store, int first, int entryCount) throws IOException {
    List<IndexEntry> entries = new ArrayList<>(entryCount - first);
    int previousEnd = 0;
    for (int i = first; i < entryCount; i++) {
      IndexEntry entry = readEntry(store, i);
      if (entry.offset() < previousEnd) {
        throw malformed(store, i, "the values of tag %d overlap others".formatted(entry.tag()));
      }
      if (first > 0 && overlapsTrailer(store, entry)) {
        throw malformed(
            store, i, "the values of tag %d overlap the region's trailer".formatted(entry.tag()));
      }
      previousEnd = entry.end();
      entries.add(entry);
    }
    return entries;
  }

  /** In a signature header, values may lie behind the region too. */
  private static boolean overlapsTrailer(Store store, IndexEntry entry) {
    int trailerOffset = store.indexInt(0, 2);
    return entry.end() > trailerOffset && entry.offset() < trailerOffset + ENTRY_LENGTH;
  }

  private IndexEntry readEntry(Store store, int i) throws IOException {
    int tag = store.indexInt(i, 0);
    int typeNumber = store.indexInt(i, 1);
    int offset = store.indexInt(i, 2);
    int count = store.indexInt(i, 3);
    if (tag < FIRST_TAG) {
      throw malformed(store, i, "%d is not a tag".formatted(tag));
    }
    if (!TagType.isKnown(typeNumber)) {
      throw malformed(store, i, "tag %d has the unknown type %d".formatted(tag, typeNumber));
    }
    TagType type = TagType.ofNumber(typeNumber);
    if (offset < 0 || offset > store.length() || offset % type.valueSize() != 0) {
      throw malformed(
          store,
          i,
          "tag %d points to byte %d of %,d bytes of data".formatted(tag, offset, store.length()));
    }
    if (count < 1 || count > store.length()) {
      throw malformed(store, i, "tag %d has %d values".formatted(tag, count));
    }
    if (type != TagType.BIN && count > RpmLimits.ARRAY_VALUES) {
      throw new LimitExceededException(
          in.name(),
          store.fileOffsetOfEntry(i),
          "tag %d has %,d values; the limit is %,d".formatted(tag, count, RpmLimits.ARRAY_VALUES));
    }
    return new IndexEntry(tag, type, offset, count, lengthOf(store, i, type, offset, count));
  }

  private int lengthOf(Store store, int i, TagType type, int offset, int count) throws IOException {
    if (!type.isString()) {
      long length = (long) count * type.valueSize();
      if (length > store.length() - offset) {
        throw malformed(store, i, "%,d values reach beyond the data".formatted(count));
      }
      return (int) length;
    }
    if (type == TagType.STRING && count != 1) {
      throw malformed(store, i, "a string has %d values in place of 1".formatted(count));
    }
    int end = offset;
    for (int string = 0; string < count; string++) {
      end = store.endOfString(end) + 1;
      if (end == 0) {
        throw malformed(store, i, "a string reaches beyond the data");
      }
    }
    return end - offset;
  }

  private MalformedInputException malformed(Store store, int entry, String problem) {
    return new MalformedInputException(
        in.name(), store.fileOffsetOfEntry(entry), kind + ": " + problem);
  }

  private MalformedInputException malformed(long offset, String problem) {
    return new MalformedInputException(in.name(), start + offset, problem);
  }
}
