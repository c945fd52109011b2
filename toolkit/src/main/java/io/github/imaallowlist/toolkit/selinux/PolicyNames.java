package io.github.imaallowlist.toolkit.selinux;

import io.github.imaallowlist.selinux.label.LabelFiles;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the files of a policy are named ({@code selinux_path}, libselinux). */
final class PolicyNames {
  private static final Pattern BINARY = Pattern.compile("policy\\.([0-9]{1,4})");
  private static final Pattern CONTEXTS =
      Pattern.compile("/etc/selinux/([^/]+)/contexts/files/" + LabelFiles.FILE_CONTEXTS);

  private PolicyNames() {}

  /** The version that a binary policy's name says; empty if it is no such name. */
  static OptionalInt version(String name) {
    Matcher matcher = BINARY.matcher(name);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** Of the names, that of the binary policy with the highest version. */
  static Optional<String> newestBinary(Collection<String> names) {
    return names.stream()
        .filter(name -> version(name).isPresent())
        .max(Comparator.comparingInt(name -> version(name).orElseThrow()));
  }

  /** The type of the policy whose {@code file_contexts} is at the path. */
  static Optional<String> typeByContexts(String path) {
    Matcher matcher = CONTEXTS.matcher(path);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Where a host has the policy of a type. */
  static String folder(String type) {
    return "/etc/selinux/" + type;
  }

  static String contexts(String type) {
    return folder(type) + "/contexts/files/" + LabelFiles.FILE_CONTEXTS;
  }
}
