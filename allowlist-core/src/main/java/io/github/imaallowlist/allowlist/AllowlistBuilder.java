package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the files and symbolic links of packages in any order, and makes the sorted allowlist of
 * them, in memory that does not grow with their number. For one thread.
 *
 * <p>What does not fit goes to one unnamed file in a folder of the caller's; the {@link
 * java.io.IOException} of a full disk names that folder. The file lives until {@link #close}, and
 * the {@link SortedAllowlist} needs it.
 *
 * <p>Everything is held under the name that the kernel logs ({@link LoggedPath}), links included,
 * so that two names which differ in a space and a {@code _} are one.
 */
public final class AllowlistBuilder implements Closeable {
  /** Memory for a merge: 10,000,000 paths make some 40 runs, each of half of it. */
  public static final int DEFAULT_ARENA_BYTES = 64 << 20;

  /** The group of files that are in the list whatever {@link #finish(BitSet)} leaves out. */
  public static final int ALWAYS_KEPT = 0;

  /** The highest number of a group. */
  public static final int MAX_GROUP = 0xffff;

  /** The owner of digests that are from no package that is known. */
  public static final int NO_OWNER = -1;

  private final EntryStore entries;
  private final FolderSpool folders;
  private final LinkSpool links;
  private long linksIgnored;
  private boolean finished;

  /**
   * @param spillFolder an existing folder for what does not fit into memory
   */
  public AllowlistBuilder(Path spillFolder) {
    this(spillFolder, DEFAULT_ARENA_BYTES);
  }

  /**
   * @param spillFolder an existing folder for what does not fit into memory
   * @param arenaBytes the memory to sort in, 64 KiB to 512 MiB; taken as it is needed
   */
  public AllowlistBuilder(Path spillFolder, int arenaBytes) {
    if (arenaBytes < AllowlistLimits.MIN_ARENA_BYTES
        || arenaBytes > AllowlistLimits.MAX_ARENA_BYTES) {
      throw new IllegalArgumentException(
          "the arena has %d to %d bytes, not %d"
              .formatted(
                  AllowlistLimits.MIN_ARENA_BYTES, AllowlistLimits.MAX_ARENA_BYTES, arenaBytes));
    }
    this.entries = new EntryStore(spillFolder, arenaBytes);
    this.folders = new FolderSpool(entries::spillFile);
    this.links = new LinkSpool(entries::spillFile);
  }

  /** A file that a package lists, with the digests of its content; at least one. */
  public void add(FilePath path, List<FileDigest> digests) throws IOException {
    add(path, digests, ALWAYS_KEPT, NO_OWNER);
  }

  /**
   * A file that a package lists, with the digests of its content; at least one.
   *
   * @param group a number for the files that stay or are left out together, {@link #ALWAYS_KEPT} to
   *     {@link #MAX_GROUP}; the paths that links give it have the same
   * @param owner the index of the package, from zero, or {@link #NO_OWNER}; the paths that links
   *     give it have the same
   */
  public void add(FilePath path, List<FileDigest> digests, int group, int owner)
      throws IOException {
    if (group < ALWAYS_KEPT || group > MAX_GROUP) {
      throw new IllegalArgumentException(
          "a group has a number up to %d, not %d".formatted(MAX_GROUP, group));
    }
    if (owner < NO_OWNER) {
      throw new IllegalArgumentException("a package has an index from zero, not " + owner);
    }
    requireAddable(path, digests);
    for (List<FileDigest> part : inRecords(digests)) {
      byte[] record = EntryRecord.encodeListed(path, part, group, owner);
      folders.addFolderOf(record, 0);
      entries.add(record);
    }
  }

  /**
   * An entry of another allowlist, taken as it is: links are not followed for it, and it is never
   * left out.
   */
  public void addBase(AllowlistEntry entry) throws IOException {
    addBase(entry.path(), entry.digests(), NO_OWNER);
  }

  /**
   * Digests of a path of another allowlist, taken as they are: links are not followed for it, and
   * it is never left out.
   *
   * @param digests at least one
   * @param owner the number of the package that they are from, or {@link #NO_OWNER}
   */
  public void addBase(LoggedPath path, List<UnlabelledDigest> digests, int owner)
      throws IOException {
    requireAddable(path, digests);
    for (List<UnlabelledDigest> part : inRecords(digests)) {
      entries.add(EntryRecord.encode(path.bytes(), EntryRecord.BASE, ALWAYS_KEPT, owner, part));
    }
  }

  /**
   * A symbolic link that a package lists. Most lead to files and change nothing; hand over all.
   *
   * @param target as stored in the link: absolute, or relative to the link's folder
   */
  public void addLink(FilePath link, byte[] target) throws IOException {
    requireUnfinished();
    if (isImpossible(target)) {
      linksIgnored++;
    } else {
      links.add(LoggedPath.of(link).bytes(), LoggedPath.of(target).bytes());
    }
  }

  /** For bytes that belong to the list. */
  public ByteSpool newSpool() {
    return new ByteSpool(entries::spillFile);
  }

  /** Sorts and merges. Nothing can be added afterwards. */
  public SortedAllowlist finish() throws IOException {
    return finish(new BitSet(), null);
  }

  /**
   * Sorts and merges all files but those of some groups. Nothing can be added afterwards. A path
   * stays, with all its digests, if it comes from a file of another group as well.
   *
   * @param leftOut the numbers of the groups
   */
  public SortedAllowlist finish(BitSet leftOut) throws IOException {
    return finish(leftOut, null);
  }

  /**
   * As {@link #finish(BitSet)}, with what becomes of the digests of each package.
   *
   * @param packages whose numbers the owners are; null: entries have the owners that were added
   */
  public SortedAllowlist finish(BitSet leftOut, @Nullable PackageOwners packages)
      throws IOException {
    if (leftOut.get(ALWAYS_KEPT)) {
      throw new IllegalArgumentException("files of group 0 are always kept");
    }
    requireUnfinished();
    finished = true;
    long followed = 0;
    if (!links.isEmpty()) {
      LinkSearch search = new LinkSearch(entries, folders, links);
      search.run();
      followed = search.followed();
    }
    entries.sort();
    return new SortedAllowlist(entries, (BitSet) leftOut.clone(), packages, followed, linksIgnored);
  }

  private void requireAddable(Object path, List<?> digests) {
    requireUnfinished();
    if (digests.isEmpty()) {
      throw new IllegalArgumentException(path + ": an allowlist entry has at least one digest");
    }
  }

  /** As many as a record has, and again. */
  private static <D> List<List<D>> inRecords(List<D> digests) {
    int most = AllowlistLimits.DIGESTS_IN_RECORD;
    if (digests.size() <= most) {
      return List.of(digests);
    }
    List<List<D>> parts = new ArrayList<>();
    for (int from = 0; from < digests.size(); from += most) {
      parts.add(digests.subList(from, Math.min(from + most, digests.size())));
    }
    return parts;
  }

  private static boolean isImpossible(byte[] target) {
    if (target.length == 0 || target.length > AllowlistLimits.TARGET_LENGTH) {
      return true;
    }
    for (byte b : target) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private void requireUnfinished() {
    if (finished) {
      throw new IllegalStateException("the allowlist is finished");
    }
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }
}
