package io.github.imaallowlist.allowlist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The packages of a list, sorted, and what becomes of the digests that they have: those of a
 * revoked package go, unless another one has them too; that an earlier list had them without saying
 * from where saves none, and is not said of those that are there for another reason. For one
 * thread.
 */
public final class PackageOwners {
  /** How many digests that revoked packages share are named. */
  public static final int MAX_EXAMPLES = 5;

  private static final int REVOKED = -2;

  private final List<OwningPackage> sorted;

  /** By the number that a package got as it came: its place among the sorted ones. */
  private final int[] ranks;

  private final BitSet current = new BitSet();
  private final BitSet nameless = new BitSet();

  /** The ranks of those that a written digest is from. */
  private final BitSet used = new BitSet();

  private final @Nullable DigestOwners[] ofAll;
  private final List<LoggedPath> examples = new ArrayList<>();
  private long shared;

  /**
   * @param packages by their numbers
   * @param revoked numbers of those whose digests are to go
   */
  PackageOwners(List<OwningPackage> packages, BitSet revoked) {
    this.ranks = new int[packages.size()];
    this.ofAll = new DigestOwners[packages.size()];
    this.sorted =
        IntStream.range(0, packages.size())
            .filter(number -> !revoked.get(number))
            .mapToObj(packages::get)
            .sorted()
            .toList();
    for (int number = 0; number < ranks.length; number++) {
      OwningPackage one = packages.get(number);
      ranks[number] = revoked.get(number) ? REVOKED : Collections.binarySearch(sorted, one);
      current.set(number, one.isCurrent() && !revoked.get(number));
      nameless.set(number, one.nevra().isEmpty());
    }
  }

  /** Before the entries are handed out, be it again: what is told of them is told of one time. */
  void start() {
    used.clear();
    shared = 0;
    examples.clear();
  }

  /**
   * Sorted, each once; the owners of a {@link SortedAllowlist}'s entries are indexes into it. To be
   * asked after these were handed out: the nameless ones at the end that no digest is from are left
   * off, or each list would hand one more of them to the next.
   */
  public List<OwningPackage> packages() {
    int count = sorted.size();
    while (count > 0 && sorted.get(count - 1).nevra().isEmpty() && !used.get(count - 1)) {
      count--;
    }
    return sorted.subList(0, count);
  }

  /** Digests of revoked packages that stay, as other packages or a base have them at that path. */
  public long sharedWithRevoked() {
    return shared;
  }

  /** Some of their paths. */
  public List<LoggedPath> examples() {
    return List.copyOf(examples);
  }

  /** The owners of digests that one package alone has; null if it is revoked. */
  @Nullable DigestOwners ofAll(int number) {
    if (number == AllowlistBuilder.NO_OWNER) {
      return DigestOwners.NONE;
    }
    if (ranks[number] == REVOKED) {
      return null;
    }
    used.set(ranks[number]);
    DigestOwners known = ofAll[number];
    if (known == null) {
      known = DigestOwners.ofAll(ranks[number]);
      ofAll[number] = known;
    }
    return known;
  }

  /**
   * The owners of one digest.
   *
   * @param numbers of packages, each once; {@link AllowlistBuilder#NO_OWNER} where it is there for
   *     another reason as well
   * @return ascending; null if only revoked packages have it
   */
  int @Nullable [] of(LoggedPath path, int[] numbers) {
    boolean here = false;
    boolean withRevoked = false;
    for (int number : numbers) {
      here |= number == AllowlistBuilder.NO_OWNER || current.get(number);
      withRevoked |= number != AllowlistBuilder.NO_OWNER && ranks[number] == REVOKED;
    }
    int[] owners = new int[numbers.length];
    int count = 0;
    for (int number : numbers) {
      if (number != AllowlistBuilder.NO_OWNER
          && ranks[number] != REVOKED
          && !(nameless.get(number) && (here || withRevoked))) {
        used.set(ranks[number]);
        owners[count++] = ranks[number];
      }
    }
    if (count == 0 && !here) {
      return null;
    }
    if (withRevoked) {
      note(path);
    }
    int[] sortedOwners = Arrays.copyOf(owners, count);
    Arrays.sort(sortedOwners);
    return sortedOwners;
  }

  private void note(LoggedPath path) {
    shared++;
    if (examples.size() < MAX_EXAMPLES) {
      examples.add(path);
    }
  }
}
