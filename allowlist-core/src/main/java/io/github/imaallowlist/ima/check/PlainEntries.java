package io.github.imaallowlist.ima.check;

import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.model.FilePath;
import java.util.Arrays;

/** Some entries of a list with one digest each, to be looked up together. For one thread. */
final class PlainEntries {
  private static final int MOST = 512;
  private static final int LONGEST = FilePath.MAX_LENGTH + UnlabelledDigest.MAX_LENGTH;

  private final long[] indexes = new long[MOST];
  private final int[] hashes = new int[MOST];
  private final int[] starts = new int[MOST];
  private final int[] pathLengths = new int[MOST];
  private final int[] digestLengths = new int[MOST];

  /** Each path, with its digest behind it. */
  private final byte[] bytes = new byte[MOST * 128];

  private int count;
  private int used;

  boolean isFull() {
    return count == MOST || bytes.length - used < LONGEST;
  }

  void add(
      long index,
      int hash,
      byte[] text,
      int path,
      int pathLength,
      byte[] digest,
      int digestLength) {
    indexes[count] = index;
    hashes[count] = hash;
    starts[count] = used;
    pathLengths[count] = pathLength;
    digestLengths[count] = digestLength;
    System.arraycopy(text, path, bytes, used, pathLength);
    System.arraycopy(digest, 0, bytes, used + pathLength, digestLength);
    used += pathLength + digestLength;
    count++;
  }

  void clear() {
    count = 0;
    used = 0;
  }

  int count() {
    return count;
  }

  /** A copy of the paths' hashes. */
  int[] hashes() {
    return Arrays.copyOf(hashes, count);
  }

  int hash(int which) {
    return hashes[which];
  }

  long index(int which) {
    return indexes[which];
  }

  /** What paths and digests are in. */
  byte[] bytes() {
    return bytes;
  }

  int pathStart(int which) {
    return starts[which];
  }

  int pathLength(int which) {
    return pathLengths[which];
  }

  int digestStart(int which) {
    return starts[which] + pathLengths[which];
  }

  int digestLength(int which) {
    return digestLengths[which];
  }

  /** A copy. */
  byte[] digest(int which) {
    int start = digestStart(which);
    return Arrays.copyOfRange(bytes, start, start + digestLengths[which]);
  }
}
