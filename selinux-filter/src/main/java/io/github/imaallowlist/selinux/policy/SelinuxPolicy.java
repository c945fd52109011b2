package io.github.imaallowlist.selinux.policy;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a binary SELinux policy says, as far as it matters for files. Immutable.
 *
 * @param source the policy file, as the user knows it
 * @param sha256 hex digest of the policy file
 * @param types without attributes and aliases
 * @param aliases of types: alias to type
 * @param attributes the types that have each attribute
 * @param booleans their defaults, by name
 * @param permissive types of domains that may do everything, whatever the rules say
 * @param users names of the SELinux users
 * @param roles names of the roles
 * @param permissions those that the policy knows at all
 * @param rules in the order of the policy
 */
public record SelinuxPolicy(
    String source,
    String sha256,
    SortedSet<String> types,
    SortedMap<String, String> aliases,
    SortedMap<String, SortedSet<String>> attributes,
    SortedMap<String, Boolean> booleans,
    SortedSet<String> permissive,
    SortedSet<String> users,
    SortedSet<String> roles,
    Set<Permission> permissions,
    List<AllowRule> rules) {
  public SelinuxPolicy {
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
    aliases = Collections.unmodifiableSortedMap(new TreeMap<>(aliases));
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    booleans = Collections.unmodifiableSortedMap(new TreeMap<>(booleans));
    permissive = Collections.unmodifiableSortedSet(new TreeSet<>(permissive));
    users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    permissions = Set.copyOf(permissions);
    rules = List.copyOf(rules);
  }
}
