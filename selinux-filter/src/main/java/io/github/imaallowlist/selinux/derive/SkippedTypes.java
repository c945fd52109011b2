package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.selinux.policy.NearestName;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Types of code that users let run unmeasured. The kernel refuses a whole policy for a type that is
 * not there, takes an attribute and matches nothing, so neither gets into a rule.
 */
final class SkippedTypes {
  private SkippedTypes() {}

  /**
   * The types that the names stand for.
   *
   * @throws AllowlistException if a name is an attribute's or nobody's
   */
  static SortedSet<String> of(SelinuxPolicy policy, SortedSet<String> names)
      throws AllowlistException {
    SortedSet<String> types = new TreeSet<>();
    for (String name : names) {
      if (policy.attributes().containsKey(name)) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "--skip-code-type %s: this is an attribute of the SELinux policy, and IMA rules name types"
                .formatted(name),
            "Name the types that have it: seinfo -a " + name + " -x lists them.");
      }
      Optional<String> type = policy.canonical(name);
      if (type.isEmpty()) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "--skip-code-type %s: the SELinux policy has no such type".formatted(name),
            NearestName.of(name, policy.types())
                .map(near -> "Did you mean " + near + "?")
                .orElse("Check its spelling: seinfo -t lists the types."));
      }
      types.add(type.get());
    }
    return types;
  }
}
