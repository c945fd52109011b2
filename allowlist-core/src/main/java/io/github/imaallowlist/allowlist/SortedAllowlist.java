package io.github.imaallowlist.allowlist;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An allowlist's entries, each path once, in unsigned order of the logged path's bytes. The same
 * entries in whatever order they were added give the same list.
 *
 * <p>Usable until its {@link AllowlistBuilder} is closed. For one thread.
 */
public final class SortedAllowlist {
  private final EntryStore entries;
  private final BitSet leftOut;
  private final @Nullable PackageOwners packages;
  private final long linksFollowed;
  private final long linksIgnored;

  /**
   * @param packages null: the entries have the owners that they were added with
   */
  SortedAllowlist(
      EntryStore entries,
      BitSet leftOut,
      @Nullable PackageOwners packages,
      long linksFollowed,
      long linksIgnored) {
    this.entries = entries;
    this.leftOut = leftOut;
    this.packages = packages;
    this.linksFollowed = linksFollowed;
    this.linksIgnored = linksIgnored;
  }

  /** For bytes that belong to the list. */
  public ByteSpool newSpool() {
    return new ByteSpool(entries::spillFile);
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
    DigestCollector digests = new DigestCollector(packages);
    if (packages != null) {
      packages.start();
    }
    boolean more = records.advance();
    while (more) {
      byte[] path = pathOf(records);
      int flags = 0;
      groups.clear();
      boolean kept = leftOut.isEmpty();
      digests.clear();
      do {
        flags |= EntryRecord.flags(records.array(), records.offset());
        digests.add(records, path);
        kept = kept || isKept(records, groups);
        more = records.advance();
      } while (more && EntryRecord.hasPath(records.array(), records.offset(), path));
      AllowlistEntry entry = digests.entry(path);
      if (entry == null) {
        continue;
      }
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
