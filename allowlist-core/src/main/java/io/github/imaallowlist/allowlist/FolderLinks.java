package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.model.FilePath;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The symbolic links that listed paths may pass through, and where a folder leads by them.
 *
 * <p>Packages may disagree about a link's target, and then a folder leads to several places.
 */
final class FolderLinks {
  private final Map<LoggedPath, Set<LoggedPath>> targets = new HashMap<>();
  private final Set<LoggedPath> followed = new HashSet<>();
  private final PathFilter filter = new PathFilter(AllowlistLimits.LINKS_HELD / 8);
  private int links;
  private long bytes;

  /**
   * @return whether it is new
   */
  boolean add(byte[] link, byte[] target) throws LimitExceededException {
    Set<LoggedPath> known =
        targets.computeIfAbsent(LoggedPath.trusted(link), path -> new TreeSet<>());
    if (!known.add(LoggedPath.trusted(target))) {
      return false;
    }
    links++;
    bytes += link.length + target.length;
    if (links > AllowlistLimits.LINKS_HELD || bytes > AllowlistLimits.LINK_BYTES_HELD) {
      throw new LimitExceededException(
          "the packages' symbolic links",
          InputException.NO_OFFSET,
          "listed paths pass through more than %d links or %d bytes of them"
              .formatted(AllowlistLimits.LINKS_HELD, AllowlistLimits.LINK_BYTES_HELD));
    }
    filter.add(link, 0, link.length);
    return true;
  }

  /** Whether there is no link. */
  boolean isEmpty() {
    return links == 0;
  }

  /** Links that resolved folders passed through. */
  int followed() {
    return followed.size();
  }

  /** Whether the folder may pass through a link; if not, it leads to itself alone. */
  boolean mayLead(byte[] folder, int from, int to) {
    return filter.mayContainAnyOf(folder, from, to);
  }

  /**
   * Where an absolute folder leads, as the kernel resolves it: link by link from the left, {@code
   * ..} from where the links lead. The root is the empty path.
   */
  Resolution resolve(byte[] folder) {
    Walk walk = new Walk();
    walk.from(new byte[0], folder, 0);
    return new Resolution(walk.places, walk.passed, walk.complete);
  }

  /**
   * Where a folder leads.
   *
   * @param places the folders without a link in them; the folder itself if it has none
   * @param passed every folder that was gone through on the way, linked or not
   * @param complete false if a way was given up: a circle, too many places, a path too long
   */
  record Resolution(Set<LoggedPath> places, Set<LoggedPath> passed, boolean complete) {}

  private final class Walk {
    final Set<LoggedPath> places = new TreeSet<>();
    final Set<LoggedPath> passed = new HashSet<>();
    boolean complete = true;
    private int tried;

    /** Goes on from a place without links, along the bytes of {@code rest}. */
    void from(byte[] start, byte[] rest, int hops) {
      byte[] place = start;
      for (int position = 0; position < rest.length; ) {
        int end = endOfComponent(rest, position);
        byte[] parent = place;
        place = step(place, rest, position, end);
        position = end + 1;
        if (place.length > FilePath.MAX_LENGTH) {
          complete = false;
          return;
        }
        if (place.length <= parent.length) {
          continue;
        }
        LoggedPath here = LoggedPath.trusted(place);
        passed.add(here);
        Set<LoggedPath> leads = targets.get(here);
        if (leads != null) {
          followed.add(here);
          byte[] remaining =
              position < rest.length
                  ? Arrays.copyOfRange(rest, position, rest.length)
                  : new byte[0];
          follow(parent, leads, remaining, hops + 1);
          return;
        }
      }
      arrive(place);
    }

    private void follow(byte[] parent, Set<LoggedPath> leads, byte[] remaining, int hops) {
      for (LoggedPath target : leads) {
        if (hops > AllowlistLimits.LINK_HOPS || ++tried > AllowlistLimits.LINKS_TRIED) {
          complete = false;
          return;
        }
        byte[] start = target.at(0) == '/' ? new byte[0] : parent;
        from(start, joined(target.bytes(), remaining), hops);
      }
    }

    private void arrive(byte[] place) {
      LoggedPath found = LoggedPath.trusted(place);
      if (places.size() == AllowlistLimits.PLACES_OF_FOLDER && !places.contains(found)) {
        complete = false;
      } else {
        places.add(found);
      }
    }
  }

  private static int endOfComponent(byte[] path, int position) {
    while (position < path.length && path[position] != '/') {
      position++;
    }
    return position;
  }

  /** The place that a component leads to; shorter than before for {@code ..}. */
  private static byte[] step(byte[] place, byte[] path, int from, int to) {
    int length = to - from;
    if (length == 0 || (length == 1 && path[from] == '.')) {
      return place;
    }
    if (length == 2 && path[from] == '.' && path[from + 1] == '.') {
      int slash = place.length - 1;
      while (slash > 0 && place[slash] != '/') {
        slash--;
      }
      return Arrays.copyOf(place, Math.max(slash, 0));
    }
    byte[] longer = Arrays.copyOf(place, place.length + 1 + length);
    longer[place.length] = '/';
    System.arraycopy(path, from, longer, place.length + 1, length);
    return longer;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] whole = Arrays.copyOf(first, first.length + 1 + second.length);
    whole[first.length] = '/';
    System.arraycopy(second, 0, whole, first.length + 1, second.length);
    return whole;
  }
}
