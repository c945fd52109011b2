package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Names that users give to types. The kernel refuses a whole policy for a type that is not there,
 * takes an attribute and matches nothing, so neither gets into a rule.
 */
final class TypeNames {
  private TypeNames() {}

  /**
   * The types that the names stand for.
   *
   * @throws AllowlistException if a name is an attribute's or nobody's
   */
  static SortedSet<String> canonical(SelinuxPolicy policy, SortedSet<String> names)
      throws AllowlistException {
    SortedSet<String> types = new TreeSet<>();
    for (String name : names) {
      String type = policy.aliases().getOrDefault(name, name);
      if (policy.attributes().containsKey(type)) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "an attribute in place of a type: " + name + " of " + policy.source(),
            "Name the types that it stands for; seinfo -a " + name + " -x lists them.");
      }
      if (!policy.types().contains(type)) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "no such type in " + policy.source() + ": " + name,
            "Name one that it has; seinfo -t lists them.");
      }
      types.add(type);
    }
    return types;
  }
}
