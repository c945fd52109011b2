package io.github.imaallowlist.selinux.label;

import io.github.imaallowlist.model.SecurityContext;
import java.util.Optional;

/**
 * A line of {@code file_contexts}: which paths get which context.
 *
 * @param file the name of the file that it is in
 * @param line its number there, from 1
 * @param regex which paths it is for
 * @param type what such a path must be; absent if it may be anything
 * @param context the label; absent for {@code <<none>>}, which leaves a file as it is
 */
public record ContextSpec(
    String file,
    int line,
    String regex,
    Optional<FileType> type,
    Optional<SecurityContext> context) {
  /** What stands in the place of a context where there is to be none. */
  public static final String NONE = "<<none>>";

  /** Whether it is for paths of such a type. */
  public boolean appliesTo(FileType other) {
    return type.isEmpty() || type.get() == other;
  }

  /** The context, or {@code <<none>>}. */
  public String contextText() {
    return context.map(SecurityContext::toString).orElse(NONE);
  }
}
