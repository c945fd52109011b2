package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An allowlist's entries, each path once, in unsigned order of the logged path's bytes. The same
 * entries in whatever order they were added give the same list.
 *
 * <p>Usable until its {@link AllowlistBuilder} is closed. For one thread.
 */
public final class SortedAllowlist {
  private final EntryStore entries;
  private final BitSet leftOut;
  private final long linksFollowed;
  private final long linksIgnored;

  SortedAllowlist(EntryStore entries, BitSet leftOut, long linksFollowed, long linksIgnored) {
    this.entries = entries;
    this.leftOut = leftOut;
    this.linksFollowed = linksFollowed;
    this.linksIgnored = linksIgnored;
  }

  /**
   * Hands each entry to the sink.
   *
   * @return counts over all of them; they are known only at the end
   */
  public AllowlistCounts forEach(EntrySink sink) throws IOException {
    return forEach(sink, (entry, groups) -> {});
  }

  /**
   * Hands each entry to the sink, and each that is left out to the other one.
   *
   * @return counts over those that are not left out; they are known only at the end
   */
  public AllowlistCounts forEach(EntrySink sink, LeftOutSink leftOutSink) throws IOException {
    EntryCursor records = entries.sorted();
    Tally tally = new Tally();
    SortedSet<Integer> groups = new TreeSet<>();
    boolean more = records.advance();
    while (more) {
      byte[] path = pathOf(records);
      int flags = 0;
      groups.clear();
      boolean kept = leftOut.isEmpty();
      List<UnlabelledDigest> digests = new ArrayList<>(1);
      do {
        flags |= EntryRecord.flags(records.array(), records.offset());
        collect(records, path, digests);
        kept = kept || isKept(records, groups);
        more = records.advance();
      } while (more && EntryRecord.hasPath(records.array(), records.offset(), path));
      AllowlistEntry entry = new AllowlistEntry(LoggedPath.trusted(path), digests);
      requireFew(path, entry.digests().size());
      if (kept) {
        tally.count(entry, flags);
        sink.entry(entry);
      } else {
        leftOutSink.leftOut(entry, new TreeSet<>(groups));
      }
    }
    return new AllowlistCounts(
        tally.paths,
        tally.digests,
        tally.spaced,
        tally.throughLinks,
        linksFollowed,
        tally.unresolved,
        linksIgnored);
  }

  /**
   * @param leftOutGroups takes the record's group if that is left out
   */
  private boolean isKept(EntryCursor record, SortedSet<Integer> leftOutGroups) {
    int group = EntryRecord.group(record.array(), record.offset());
    if (!leftOut.get(group)) {
      return true;
    }
    leftOutGroups.add(group);
    return false;
  }

  private static byte[] pathOf(EntryCursor record) {
    byte[] array = record.array();
    int offset = record.offset();
    return Arrays.copyOfRange(
        array, EntryRecord.pathStart(offset), EntryRecord.digestsStart(array, offset));
  }

  private static void collect(EntryCursor record, byte[] path, List<UnlabelledDigest> digests)
      throws LimitExceededException {
    byte[] array = record.array();
    int end = EntryRecord.end(array, record.offset());
    int position = EntryRecord.digestsStart(array, record.offset());
    while (position < end) {
      int start = position + 1;
      position = start + (array[position] & 0xff);
      digests.add(UnlabelledDigest.trusted(Arrays.copyOfRange(array, start, position)));
    }
    if (digests.size() > 2 * AllowlistLimits.DIGESTS_OF_PATH) {
      List<UnlabelledDigest> once = new AllowlistEntry(LoggedPath.trusted(path), digests).digests();
      requireFew(path, once.size());
      digests.clear();
      digests.addAll(once);
    }
  }

  private static void requireFew(byte[] path, int digests) throws LimitExceededException {
    if (digests > AllowlistLimits.DIGESTS_OF_PATH) {
      throw new LimitExceededException(
          LoggedPath.trusted(path).toString(),
          InputException.NO_OFFSET,
          "one path has more than %d digests".formatted(AllowlistLimits.DIGESTS_OF_PATH));
    }
  }

  private static final class Tally {
    long paths;
    long digests;
    long spaced;
    long throughLinks;
    long unresolved;

    void count(AllowlistEntry entry, int flags) {
      paths++;
      digests += entry.digests().size();
      if ((flags & EntryRecord.SPACED) != 0) {
        spaced++;
      }
      if ((flags & (EntryRecord.LISTED | EntryRecord.BASE)) == 0) {
        throughLinks++;
      }
      if ((flags & EntryRecord.UNRESOLVED) != 0) {
        unresolved++;
      }
    }
  }
}
