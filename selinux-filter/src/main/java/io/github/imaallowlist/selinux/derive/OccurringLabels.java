package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.analysis.OccurringTypes;
import io.github.imaallowlist.selinux.label.FileContexts;
import io.github.imaallowlist.selinux.label.FileType;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which labels regular files may have, where no files were looked at. */
public final class OccurringLabels {
  private OccurringLabels() {}

  /**
   * The types that {@code file_contexts} can give to a regular file; none counted.
   *
   * @param origin what the labels are of, such as {@code /etc/selinux/default}
   */
  public static OccurringTypes of(FileContexts contexts, String origin) {
    SortedMap<String, Long> types = new TreeMap<>();
    for (SecurityContext context : contexts.contexts(FileType.REGULAR)) {
      types.put(context.type(), 0L);
    }
    return new OccurringTypes(types, origin);
  }
}
