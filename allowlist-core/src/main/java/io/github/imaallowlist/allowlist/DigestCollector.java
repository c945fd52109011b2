package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the digests of one path's records together, with their owners. Used again and again. */
final class DigestCollector {
  private final @Nullable PackageOwners packages;
  private UnlabelledDigest[] digests = new UnlabelledDigest[4];
  private int[] owners = new int[4];
  private int count;
  private boolean oneOwner;

  /**
   * @param packages null: owners stay as the records have them
   */
  DigestCollector(@Nullable PackageOwners packages) {
    this.packages = packages;
  }

  void clear() {
    count = 0;
    oneOwner = true;
  }

  void add(EntryCursor record, byte[] path) throws LimitExceededException {
    byte[] array = record.array();
    int end = EntryRecord.end(array, record.offset());
    int owner = EntryRecord.owner(array, record.offset());
    int position = EntryRecord.digestsStart(array, record.offset());
    while (position < end) {
      int start = position + 1;
      position = start + (array[position] & 0xff);
      append(UnlabelledDigest.trusted(Arrays.copyOfRange(array, start, position)), owner);
    }
    if (count > 2 * AllowlistLimits.OWNED_DIGESTS_OF_PATH) {
      compact(path);
    }
  }

  private void append(UnlabelledDigest digest, int owner) {
    if (count == digests.length) {
      digests = Arrays.copyOf(digests, 2 * count);
      owners = Arrays.copyOf(owners, 2 * count);
    }
    oneOwner &= count == 0 || owners[0] == owner;
    digests[count] = digest;
    owners[count++] = owner;
  }

  /** Each digest of each owner once, so that those that many packages share take no memory. */
  private void compact(byte[] path) throws LimitExceededException {
    OwnedDigest[] once = sorted();
    count = 0;
    for (OwnedDigest one : once) {
      if (count == 0 || !digests[count - 1].equals(one.digest) || owners[count - 1] != one.owner) {
        digests[count] = one.digest;
        owners[count++] = one.owner;
      }
    }
    requireFew(path, count, AllowlistLimits.OWNED_DIGESTS_OF_PATH);
  }

  /** The entry; null if only revoked packages have it. */
  @Nullable AllowlistEntry entry(byte[] name) throws LimitExceededException {
    if (count > AllowlistLimits.OWNED_DIGESTS_OF_PATH) {
      compact(name);
    }
    LoggedPath path = LoggedPath.trusted(name);
    AllowlistEntry entry = oneOwner ? ofOneOwner(path) : ofSeveral(path);
    if (entry != null) {
      requireFew(name, entry.digests().size(), AllowlistLimits.DIGESTS_OF_PATH);
    }
    return entry;
  }

  private @Nullable AllowlistEntry ofOneOwner(LoggedPath path) {
    DigestOwners one = ofAll(owners[0]);
    return one == null
        ? null
        : new AllowlistEntry(
            path, count == 1 ? List.of(digests[0]) : Arrays.asList(digests).subList(0, count), one);
  }

  private @Nullable DigestOwners ofAll(int owner) {
    if (packages != null) {
      return packages.ofAll(owner);
    }
    return owner == AllowlistBuilder.NO_OWNER ? DigestOwners.NONE : DigestOwners.ofAll(owner);
  }

  private @Nullable AllowlistEntry ofSeveral(LoggedPath path) {
    OwnedDigest[] all = sorted();
    List<UnlabelledDigest> kept = new ArrayList<>();
    List<int[]> ofEach = new ArrayList<>();
    for (int from = 0; from < all.length; ) {
      int to = from + 1;
      while (to < all.length && all[to].digest.equals(all[from].digest)) {
        to++;
      }
      int[] known = known(path, all, from, to);
      if (known != null) {
        kept.add(all[from].digest);
        ofEach.add(known);
      }
      from = to;
    }
    return kept.isEmpty()
        ? null
        : new AllowlistEntry(path, kept, DigestOwners.ofEach(ofEach.toArray(int[][]::new)));
  }

  private int @Nullable [] known(LoggedPath path, OwnedDigest[] all, int from, int to) {
    int[] numbers = new int[to - from];
    int different = 0;
    for (int i = from; i < to; i++) {
      if (different == 0 || numbers[different - 1] != all[i].owner) {
        numbers[different++] = all[i].owner;
      }
    }
    numbers = Arrays.copyOf(numbers, different);
    if (packages != null) {
      return packages.of(path, numbers);
    }
    return numbers[0] == AllowlistBuilder.NO_OWNER
        ? Arrays.copyOfRange(numbers, 1, different)
        : numbers;
  }

  private OwnedDigest[] sorted() {
    OwnedDigest[] all = new OwnedDigest[count];
    for (int i = 0; i < count; i++) {
      all[i] = new OwnedDigest(digests[i], owners[i]);
    }
    Arrays.sort(all);
    return all;
  }

  private static void requireFew(byte[] path, int digests, int most) throws LimitExceededException {
    if (digests > most) {
      throw new LimitExceededException(
          LoggedPath.trusted(path).toString(),
          InputException.NO_OFFSET,
          "one path has more than %d digests".formatted(most));
    }
  }

  private record OwnedDigest(UnlabelledDigest digest, int owner)
      implements Comparable<OwnedDigest> {
    @Override
    public int compareTo(OwnedDigest other) {
      int byDigest = digest.compareTo(other.digest);
      return byDigest != 0 ? byDigest : Integer.compare(owner, other.owner);
    }
  }
}
