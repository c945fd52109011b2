package io.github.imaallowlist.selinux.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@code seinfo} says, as far as it has been read. */
final class PolicyComponents {
  final SortedSet<String> types = new TreeSet<>();
  final SortedMap<String, String> aliases = new TreeMap<>();
  final SortedMap<String, SortedSet<String>> attributes = new TreeMap<>();
  final SortedMap<String, Boolean> booleans = new TreeMap<>();
  final SortedSet<String> permissive = new TreeSet<>();
  final SortedSet<String> users = new TreeSet<>();
  final SortedSet<String> roles = new TreeSet<>();
  final Map<String, PermissionSet> commons = new HashMap<>();
  final Map<String, PermissionSet> classes = new HashMap<>();

  /** Of a class, or of what several classes inherit. */
  static final class PermissionSet {
    final Set<String> own = new HashSet<>();
    Optional<String> inherits = Optional.empty();
  }

  /** All permissions of a class; none if there is no such class. */
  Set<String> permissionsOf(ObjectClass objectClass) {
    Set<String> permissions = new HashSet<>();
    PermissionSet set = classes.get(objectClass.keyword());
    if (set != null) {
      permissions.addAll(set.own);
      set.inherits.map(commons::get).ifPresent(common -> permissions.addAll(common.own));
    }
    return permissions;
  }
}
