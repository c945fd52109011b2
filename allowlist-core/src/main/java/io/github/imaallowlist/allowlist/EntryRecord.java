package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import java.util.Arrays;
import java.util.List;

/**
 * The form of an entry in the arena and in the spill file, and how to read it there in place.
 *
 * <pre>
 * u16 length of the record   u16 length of the path   u8 flags   u16 group   i32 owner   path
 * (u8 length, digest)*
 * </pre>
 */
final class EntryRecord {
  /** A package lists the path. */
  static final int LISTED = 1;

  /** A policy that is merged in has the path. */
  static final int BASE = 2;

  /** The path had a space, which is a {@code _} now. */
  static final int SPACED = 4;

  /** Not each path that this one leads to could be found out; the record has no digests. */
  static final int UNRESOLVED = 8;

  static final int HEAD = 11;
  static final int MAX_LENGTH =
      HEAD
          + FilePath.MAX_LENGTH
          + AllowlistLimits.DIGESTS_IN_RECORD * (1 + UnlabelledDigest.MAX_LENGTH);

  private EntryRecord() {}

  static int length(byte[] array, int offset) {
    return u16(array, offset);
  }

  static int pathLength(byte[] array, int offset) {
    return u16(array, offset + 2);
  }

  static int flags(byte[] array, int offset) {
    return array[offset + 4] & 0xff;
  }

  /** Which files it is one of; {@link AllowlistBuilder#ALWAYS_KEPT} of those that stay anyway. */
  static int group(byte[] array, int offset) {
    return u16(array, offset + 5);
  }

  /** Which package all its digests are from; {@link AllowlistBuilder#NO_OWNER} if from none. */
  static int owner(byte[] array, int offset) {
    return u16(array, offset + 7) << 16 | u16(array, offset + 9);
  }

  static int pathStart(int offset) {
    return offset + HEAD;
  }

  static int digestsStart(byte[] array, int offset) {
    return offset + HEAD + pathLength(array, offset);
  }

  static int end(byte[] array, int offset) {
    return offset + length(array, offset);
  }

  static int comparePaths(byte[] a, int offsetA, byte[] b, int offsetB) {
    return Arrays.compareUnsigned(
        a,
        pathStart(offsetA),
        digestsStart(a, offsetA),
        b,
        pathStart(offsetB),
        digestsStart(b, offsetB));
  }

  static boolean hasPath(byte[] array, int offset, byte[] path) {
    return Arrays.equals(
        array, pathStart(offset), digestsStart(array, offset), path, 0, path.length);
  }

  /** The record of a path with at most {@link AllowlistLimits#DIGESTS_IN_RECORD} digests. */
  static byte[] encode(
      byte[] path, int flags, int group, int owner, List<UnlabelledDigest> digests) {
    int length = HEAD + path.length;
    for (UnlabelledDigest digest : digests) {
      length += 1 + digest.length();
    }
    byte[] record = new byte[length];
    putHead(record, length, path.length, flags, group, owner);
    System.arraycopy(path, 0, record, HEAD, path.length);
    int position = HEAD + path.length;
    for (UnlabelledDigest digest : digests) {
      record[position] = (byte) digest.length();
      position = digest.writeTo(record, position + 1);
    }
    return record;
  }

  /**
   * The record of a file that a package lists, under the name that is logged of it.
   *
   * @param digests at most {@link AllowlistLimits#DIGESTS_IN_RECORD}
   */
  static byte[] encodeListed(FilePath path, List<FileDigest> digests, int group, int owner) {
    int length = HEAD + path.length();
    for (FileDigest digest : digests) {
      length += 1 + digest.length();
    }
    byte[] record = new byte[length];
    int position = path.copyTo(record, HEAD);
    boolean spaced = LoggedPath.replaceSpaces(record, HEAD, position);
    putHead(record, length, path.length(), spaced ? LISTED | SPACED : LISTED, group, owner);
    for (FileDigest digest : digests) {
      record[position] = (byte) digest.length();
      position = digest.copyTo(record, position + 1);
    }
    return record;
  }

  /** The same digests, group and owner under another path. */
  static byte[] withPath(byte[] array, int offset, byte[] path, int flags) {
    int start = digestsStart(array, offset);
    int digests = end(array, offset) - start;
    int length = HEAD + path.length + digests;
    byte[] record = new byte[length];
    putHead(record, length, path.length, flags, group(array, offset), owner(array, offset));
    System.arraycopy(path, 0, record, HEAD, path.length);
    System.arraycopy(array, start, record, HEAD + path.length, digests);
    return record;
  }

  private static void putHead(
      byte[] record, int length, int pathLength, int flags, int group, int owner) {
    record[0] = (byte) (length >>> 8);
    record[1] = (byte) length;
    record[2] = (byte) (pathLength >>> 8);
    record[3] = (byte) pathLength;
    record[4] = (byte) flags;
    record[5] = (byte) (group >>> 8);
    record[6] = (byte) group;
    record[7] = (byte) (owner >>> 24);
    record[8] = (byte) (owner >>> 16);
    record[9] = (byte) (owner >>> 8);
    record[10] = (byte) owner;
  }

  private static int u16(byte[] array, int offset) {
    return ((array[offset] & 0xff) << 8) | (array[offset + 1] & 0xff);
  }
}
