package io.github.imaallowlist.ima.check;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.model.FilePath;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some entries of a list, to be looked up together; most have one digest, and stand here as bytes.
 * For one thread.
 */
final class EntryBatch {
  /** More than most paths have, with a SHA-256. */
  private static final int USUAL = 112;

  private static final int LONGEST = FilePath.MAX_LENGTH + UnlabelledDigest.MAX_LENGTH;

  private final long[] indexes;
  private final int[] hashes;
  private final int[] starts;
  private final int[] pathLengths;
  private final int[] digestLengths;

  /** Each path, with its digest behind it. */
  private final byte[] bytes;

  /** Entries of another kind, by their place; null in the others'. */
  private final @Nullable AllowlistEntry[] whole;

  private int count;
  private int used;

  /**
   * @param most entries that it can take
   */
  EntryBatch(int most) {
    indexes = new long[most];
    hashes = new int[most];
    starts = new int[most];
    pathLengths = new int[most];
    digestLengths = new int[most];
    bytes = new byte[LONGEST + most * USUAL];
    whole = new @Nullable AllowlistEntry[most];
  }

  boolean isFull() {
    return count == indexes.length || bytes.length - used < LONGEST;
  }

  void add(long index, AllowlistEntry entry) {
    indexes[count] = index;
    hashes[count] = 0;
    whole[count++] = entry;
  }

  /**
   * @param hash of the path
   */
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
    Arrays.fill(whole, null);
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

  /** An entry that is none of bytes; null if it is one. */
  @Nullable AllowlistEntry whole(int which) {
    return whole[which];
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
