package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.selinux.filter.LeftOutReason;
import java.util.Comparator;
import java.util.Optional;

/** What files that are left out are counted by. */
record LeftOutKind(Optional<String> type, LeftOutReason reason) implements Comparable<LeftOutKind> {
  private static final Comparator<LeftOutKind> ORDER =
      Comparator.comparing((LeftOutKind kind) -> kind.type.orElse(""))
          .thenComparing(LeftOutKind::reason);

  @Override
  public int compareTo(LeftOutKind other) {
    return ORDER.compare(this, other);
  }
}
