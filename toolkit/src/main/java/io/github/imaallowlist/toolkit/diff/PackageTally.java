package io.github.imaallowlist.toolkit.diff;

import io.github.imaallowlist.allowlist.OwningPackage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds the changes up by package. For one thread. */
final class PackageTally {
  private final SortedMap<PackageName, Group> groups = new TreeMap<>();

  PackageTally(List<OwningPackage> older, List<OwningPackage> newer) {
    Set<OwningPackage> both = new HashSet<>(older);
    both.retainAll(new HashSet<>(newer));
    for (OwningPackage one : older) {
      group(PackageName.of(one)).addOlder(one, both.contains(one));
    }
    for (OwningPackage one : newer) {
      group(PackageName.of(one)).addNewer(one, both.contains(one));
    }
  }

  private Group group(PackageName name) {
    return groups.computeIfAbsent(name, added -> new Group());
  }

  private static final class Group {
    final SortedSet<String> older = new TreeSet<>();
    final SortedSet<String> newer = new TreeSet<>();
    final SortedMap<String, Instant> kept = new TreeMap<>();
    final SortedSet<String> keptBefore = new TreeSet<>();
    final List<PackageChange.Example> examples = new ArrayList<>();
    final Set<String> olderAlone = new HashSet<>();
    final Set<String> newerAlone = new HashSet<>();
    PathCounts paths = PathCounts.NONE;

    void addOlder(OwningPackage one, boolean inBoth) {
      String version = PackageName.versionOf(one);
      (one.isCurrent() ? older : keptBefore).add(version);
      if (!inBoth) {
        olderAlone.add(version);
      }
    }

    void addNewer(OwningPackage one, boolean inBoth) {
      String version = PackageName.versionOf(one);
      if (one.isCurrent()) {
        newer.add(version);
      }
      one.removed().ifPresent(removed -> kept.put(version, removed));
      if (!inBoth) {
        newerAlone.add(version);
      }
    }

    void add(PathChange change) {
      paths = paths.plus(change);
      if (examples.size() < PackageChange.MAX_EXAMPLES) {
        examples.add(new PackageChange.Example(change.path(), change.kind()));
      }
    }

    SortedSet<String> noLongerKept() {
      SortedSet<String> gone = new TreeSet<>(keptBefore);
      gone.removeAll(kept.keySet());
      gone.removeAll(newer);
      return gone;
    }

    boolean isChanged() {
      return paths.total() > 0 || !olderAlone.isEmpty() || !newerAlone.isEmpty();
    }

    boolean isBuiltAgain() {
      return older.stream()
          .anyMatch(
              version ->
                  newer.contains(version)
                      && olderAlone.contains(version)
                      && newerAlone.contains(version));
    }
  }

  void add(PathChange change) {
    if (change.packages().isEmpty()) {
      group(PackageName.NONE).add(change);
    }
    change.packages().forEach(name -> group(name).add(change));
  }

  List<PackageChange> changes() {
    List<PackageChange> changes = new ArrayList<>();
    for (Map.Entry<PackageName, Group> entry : groups.entrySet()) {
      Group group = entry.getValue();
      if (group.isChanged()) {
        changes.add(
            new PackageChange(
                entry.getKey(),
                group.older,
                group.newer,
                group.kept,
                group.noLongerKept(),
                group.isBuiltAgain(),
                group.paths,
                group.examples));
      }
    }
    return changes;
  }
}
