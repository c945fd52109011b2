package io.github.imaallowlist.toolkit.selinux;

import java.nio.file.Path;
import java.util.Optional;

/** Where a policy is, as {@code --selinux} says it. */
sealed interface SelinuxPlace {
  String AUTO = "auto";

  /** A folder, or a {@code file_contexts} file. */
  record OnDisk(Path path) implements SelinuxPlace {}

  /**
   * A package among the sources.
   *
   * @param type of the policy, such as {@code targeted}; absent: the only one that there is
   */
  record InPackages(Optional<String> type) implements SelinuxPlace {}

  /** A file that is called auto can be had as {@code ./auto}. */
  static SelinuxPlace of(String text) {
    if (text.equals(AUTO)) {
      return new InPackages(Optional.empty());
    }
    return text.startsWith(AUTO + ":")
        ? new InPackages(Optional.of(text.substring(AUTO.length() + 1)))
        : new OnDisk(Path.of(text));
  }
}
