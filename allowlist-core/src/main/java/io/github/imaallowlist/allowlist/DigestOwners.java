package io.github.imaallowlist.allowlist;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which packages each digest of a path is from, by the packages' numbers. Immutable.
 *
 * <p>Most paths are in one package alone, so one number stands for all digests then.
 */
public final class DigestOwners {
  /** Of digests that are from no package that is known. */
  public static final DigestOwners NONE = new DigestOwners(AllowlistBuilder.NO_OWNER, null);

  private static final int[] NOBODY = {};

  private final int one;
  private final int @Nullable [][] each;

  private DigestOwners(int one, int @Nullable [][] each) {
    this.one = one;
    this.each = each;
  }

  /** All digests are from this package, and from no other one. */
  public static DigestOwners ofAll(int owner) {
    if (owner < 0) {
      throw new IllegalArgumentException("a package has a number from zero, not " + owner);
    }
    return new DigestOwners(owner, null);
  }

  /**
   * The owners of one digest after the other.
   *
   * @param each at least one digest's; each ascending, and empty if it is from no known package
   */
  public static DigestOwners ofEach(int[][] each) {
    if (each.length == 0) {
      throw new IllegalArgumentException("a path has at least one digest");
    }
    int[][] copy = new int[each.length][];
    boolean alike = true;
    for (int i = 0; i < each.length; i++) {
      copy[i] = each[i].clone();
      requireAscending(copy[i]);
      alike &= Arrays.equals(copy[0], copy[i]);
    }
    if (alike && copy[0].length <= 1) {
      return copy[0].length == 0 ? NONE : ofAll(copy[0][0]);
    }
    return new DigestOwners(AllowlistBuilder.NO_OWNER, copy);
  }

  private static void requireAscending(int[] owners) {
    int last = -1;
    for (int owner : owners) {
      if (owner <= last) {
        throw new IllegalArgumentException("a digest's packages are not ascending, from zero");
      }
      last = owner;
    }
  }

  /** Whether {@link #one} says it of all digests. */
  public boolean isOne() {
    return each == null;
  }

  /** The package that all digests are from; {@link AllowlistBuilder#NO_OWNER} if none is known. */
  public int one() {
    return one;
  }

  /** How many digests it tells apart; only if one number does not stand for all. */
  public int count() {
    return each == null ? 1 : each.length;
  }

  /**
   * The owners of a digest, ascending; empty if it is from no known package.
   *
   * @param digest its index in the entry
   */
  public int[] of(int digest) {
    if (each != null) {
      return each[digest].clone();
    }
    return one < 0 ? NOBODY : new int[] {one};
  }

  /** The owners of all digests together, ascending, each once. */
  public int[] ofAny() {
    if (each == null) {
      return of(0);
    }
    return Arrays.stream(each).flatMapToInt(Arrays::stream).sorted().distinct().toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DigestOwners that
        && one == that.one
        && Arrays.deepEquals(each, that.each);
  }

  @Override
  public int hashCode() {
    return 31 * one + Arrays.deepHashCode(each);
  }

  @Override
  public String toString() {
    return each != null ? Arrays.deepToString(each) : one < 0 ? "none" : Integer.toString(one);
  }
}
