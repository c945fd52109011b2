package io.github.imaallowlist.ima.lint;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names that the hosts' SELinux policy has.
 *
 * @param aliases other names of types; the kernel takes them
 * @param attributes of types; the kernel takes them for types, and no file and no process has one
 */
public record LintNames(
    SortedSet<String> types,
    SortedSet<String> aliases,
    SortedSet<String> attributes,
    SortedSet<String> users,
    SortedSet<String> roles) {
  public LintNames {
    types = copy(types);
    aliases = copy(aliases);
    attributes = copy(attributes);
    users = copy(users);
    roles = copy(roles);
  }

  private static SortedSet<String> copy(Collection<String> names) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }
}
