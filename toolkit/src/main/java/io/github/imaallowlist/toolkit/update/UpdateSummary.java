package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.allowlist.LoggedPath;
import java.util.List;

/**
 * What a run took over from the earlier list, and took out.
 *
 * @param kept packages that are not in the sources any more, and whose digests are in the list
 * @param removedNow packages of these that this run missed for the first time
 * @param expired packages whose digests were in the earlier list and are not kept any longer
 * @param revoked one for each thing that was to be taken out, sorted
 * @param shared digests of revoked packages that stay, as other packages or a base have them too
 * @param sharedPaths some of their paths
 */
public record UpdateSummary(
    long kept,
    long removedNow,
    long expired,
    List<Revoked> revoked,
    long shared,
    List<LoggedPath> sharedPaths) {
  /** Nothing was asked for. */
  public static final UpdateSummary NONE = new UpdateSummary(0, 0, 0, List.of(), 0, List.of());

  public UpdateSummary {
    revoked = revoked.stream().sorted().toList();
    sharedPaths = List.copyOf(sharedPaths);
  }

  /**
   * A package or a digest that is not in the list.
   *
   * @param kind the word {@code package} or {@code digest}
   * @param name as the user named it; of a digest, its hexadecimal digits
   * @param files of the sources' packages that it names
   * @param elsewhere whether it was in the earlier list or the base
   */
  public record Revoked(String kind, String name, long files, boolean elsewhere)
      implements Comparable<Revoked> {
    /** Whether it made no difference. */
    public boolean matchedNothing() {
      return files == 0 && !elsewhere;
    }

    @Override
    public int compareTo(Revoked other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : name.compareTo(other.name);
    }
  }
}
