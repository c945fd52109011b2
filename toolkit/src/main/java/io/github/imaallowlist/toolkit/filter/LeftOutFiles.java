package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.selinux.filter.LeftOutReason;
import java.util.Comparator;
import java.util.Optional;

/**
 * The files of one label that were left out for one reason. Ordered by how many they are, most
 * first.
 *
 * @param type of the label; absent: the SELinux policy has none for them
 * @param paths as the kernel logs them
 * @param jsonBytes that they would take in a Keylime runtime policy
 */
public record LeftOutFiles(Optional<String> type, LeftOutReason reason, long paths, long jsonBytes)
    implements Comparable<LeftOutFiles> {
  private static final Comparator<LeftOutFiles> ORDER =
      Comparator.comparingLong((LeftOutFiles files) -> -files.paths)
          .thenComparing(files -> files.type.orElse(""))
          .thenComparing(LeftOutFiles::reason);

  @Override
  public int compareTo(LeftOutFiles other) {
    return ORDER.compare(this, other);
  }
}
