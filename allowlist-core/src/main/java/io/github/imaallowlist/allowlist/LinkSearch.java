package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.allowlist.FolderLinks.Resolution;
import io.github.imaallowlist.model.FilePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds to the listed paths those that they lead to through the packages' symbolic links: {@code
 * /bin/x} is logged as {@code /usr/bin/x} where {@code /bin} is a link to {@code usr/bin}.
 *
 * <p>Works from the paths to the links: a link counts only if a listed path, or a link's target
 * that counts, passes through it. So millions of links to files take no memory, and that a link
 * which has files below it leads to a folder need not be looked up. Where packages are wrong about
 * a link the most that comes of it is a path that does not exist, with the digest of a published
 * file.
 */
final class LinkSearch {
  private final EntryStore entries;
  private final FolderSpool folders;
  private final LinkSpool spool;
  private final FolderLinks links = new FolderLinks();
  private final PathFilter passed;

  // Files of a package come folder by folder, and in a run all of them do.
  private byte[] lastFolder = new byte[0];
  private List<byte[]> lastPlaces = List.of();
  private boolean lastComplete = true;

  /**
   * @param folders of all listed entries
   */
  LinkSearch(EntryStore entries, FolderSpool folders, LinkSpool spool) {
    this.entries = entries;
    this.folders = folders;
    this.spool = spool;
    this.passed = new PathFilter(2 * folders.count());
  }

  /** Adds the paths to the entries. */
  void run() throws IOException {
    folders.forEach(this::passListed);
    for (int round = 0; round <= AllowlistLimits.LINK_HOPS && takeLinksOnTheWay(); round++) {
      folders.forEach(this::passResolved);
    }
    if (!links.isEmpty()) {
      lastFolder = new byte[0];
      entries.derive(this::resolved);
    }
  }

  /** Links that listed paths pass through. */
  long followed() {
    return links.followed();
  }

  private void passListed(byte[] array, int from, int to) {
    byte[] folder = Arrays.copyOfRange(array, from, to);
    passed.addWithAncestors(folder, Math.max(0, Arrays.mismatch(lastFolder, folder)));
    lastFolder = folder;
  }

  private boolean takeLinksOnTheWay() throws IOException {
    boolean[] grown = {false};
    spool.forEach(passed, (link, target) -> grown[0] |= links.add(link, target));
    return grown[0];
  }

  private void passResolved(byte[] array, int from, int to) {
    if (links.mayLead(array, from, to)) {
      for (LoggedPath folder : links.resolve(Arrays.copyOfRange(array, from, to)).passed()) {
        passed.add(folder.bytes(), 0, folder.length());
      }
    }
  }

  private List<byte[]> resolved(byte[] array, int offset) {
    if (!isListed(array, offset)) {
      return List.of();
    }
    int start = EntryRecord.pathStart(offset);
    int end = FolderSpool.endOfFolder(array, start, EntryRecord.digestsStart(array, offset));
    if (!isLastFolder(array, start, end)) {
      resolve(Arrays.copyOfRange(array, start, end));
    }
    if (lastPlaces.isEmpty() && lastComplete) {
      return List.of();
    }
    boolean complete = lastComplete;
    List<byte[]> records = new ArrayList<>(1);
    int fileLength = EntryRecord.digestsStart(array, offset) - end;
    for (byte[] place : lastPlaces) {
      if (place.length + fileLength > FilePath.MAX_LENGTH) {
        complete = false;
      } else {
        byte[] path = Arrays.copyOf(place, place.length + fileLength);
        System.arraycopy(array, end, path, place.length, fileLength);
        int flags = EntryRecord.flags(array, offset) & EntryRecord.SPACED;
        records.add(EntryRecord.withPath(array, offset, path, flags));
      }
    }
    if (!complete) {
      byte[] path = Arrays.copyOfRange(array, start, end + fileLength);
      records.add(
          EntryRecord.encode(
              path,
              EntryRecord.UNRESOLVED,
              // Nobody knows what label the file has where it really is.
              AllowlistBuilder.ALWAYS_KEPT,
              EntryRecord.owner(array, offset),
              List.of()));
    }
    return records;
  }

  private void resolve(byte[] folder) {
    lastFolder = folder;
    lastPlaces = List.of();
    lastComplete = true;
    if (links.mayLead(folder, 0, folder.length)) {
      Resolution resolution = links.resolve(folder);
      lastPlaces = otherThan(folder, resolution);
      lastComplete = resolution.complete();
    }
  }

  private static List<byte[]> otherThan(byte[] folder, Resolution resolution) {
    return resolution.places().stream()
        .map(LoggedPath::bytes)
        .filter(place -> !Arrays.equals(place, folder))
        .toList();
  }

  private static boolean isListed(byte[] array, int offset) {
    return (EntryRecord.flags(array, offset) & EntryRecord.LISTED) != 0;
  }

  private boolean isLastFolder(byte[] array, int start, int end) {
    return Arrays.equals(array, start, end, lastFolder, 0, lastFolder.length);
  }
}
