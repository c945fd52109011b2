package io.github.imaallowlist.toolkit.diff;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.EntrySink;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.format.OwnedPolicyReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Two lists in one merge. The owner of a digest there says which list has it: first come the older
 * one's packages and a number for none of them, then likewise the newer one's.
 */
final class TwoLists {
  private final AllowlistBuilder merge;
  private final OwnedPolicyReader older;
  private final OwnedPolicyReader newer;

  /** The older list's digests of no package; those of the newer list have higher numbers. */
  private final int nobodyInOlder;

  private final int nobodyInNewer;

  TwoLists(AllowlistBuilder merge, OwnedPolicyReader older, OwnedPolicyReader newer) {
    this.merge = merge;
    this.older = older;
    this.newer = newer;
    this.nobodyInOlder = older.packages().size();
    this.nobodyInNewer = nobodyInOlder + 1 + newer.packages().size();
  }

  /**
   * Hands each path to the sink that is not the same in both lists.
   *
   * @param measured says whether hosts may measure a path, if that is asked
   */
  void compare(Optional<Predicate<LoggedPath>> measured, PathChange.Sink sink) throws IOException {
    older.forEach(adding(0, nobodyInOlder));
    newer.forEach(adding(nobodyInOlder + 1, nobodyInNewer));
    var unused =
        merge
            .finish()
            .forEach(
                entry -> {
                  Optional<PathChange> change = change(entry, measured);
                  if (change.isPresent()) {
                    sink.change(change.get());
                  }
                });
  }

  private EntrySink adding(int first, int nobody) {
    return entry -> {
      if (entry.owners().isOne()) {
        int owner = entry.owners().one();
        merge.addBase(entry.path(), entry.digests(), owner < 0 ? nobody : first + owner);
        return;
      }
      for (int i = 0; i < entry.digests().size(); i++) {
        List<UnlabelledDigest> digest = List.of(entry.digests().get(i));
        int[] owners = entry.owners().of(i);
        for (int owner : owners) {
          merge.addBase(entry.path(), digest, first + owner);
        }
        if (owners.length == 0) {
          merge.addBase(entry.path(), digest, nobody);
        }
      }
    };
  }

  private Optional<PathChange> change(
      AllowlistEntry entry, Optional<Predicate<LoggedPath>> measured) {
    List<UnlabelledDigest> added = new ArrayList<>();
    List<UnlabelledDigest> removed = new ArrayList<>();
    SortedSet<PackageName> packages = new TreeSet<>();
    boolean inOlder = false;
    boolean inNewer = false;
    for (int i = 0; i < entry.digests().size(); i++) {
      int[] owners = entry.owners().of(i);
      boolean old = owners[0] <= nobodyInOlder;
      boolean young = owners[owners.length - 1] > nobodyInOlder;
      inOlder |= old;
      inNewer |= young;
      if (old != young) {
        (old ? removed : added).add(entry.digests().get(i));
        for (int owner : owners) {
          owning(owner).ifPresent(one -> packages.add(PackageName.of(one)));
        }
      }
    }
    if (added.isEmpty() && removed.isEmpty()) {
      return Optional.empty();
    }
    PathChange.Kind kind =
        inOlder && inNewer
            ? PathChange.Kind.CHANGED
            : inNewer ? PathChange.Kind.ADDED : PathChange.Kind.REMOVED;
    return Optional.of(
        new PathChange(
            entry.path(),
            kind,
            added,
            removed,
            packages,
            measured.map(predicate -> predicate.test(entry.path()))));
  }

  private Optional<OwningPackage> owning(int owner) {
    if (owner == nobodyInOlder || owner == nobodyInNewer) {
      return Optional.empty();
    }
    return Optional.of(
        owner < nobodyInOlder
            ? older.packages().get(owner)
            : newer.packages().get(owner - nobodyInOlder - 1));
  }
}
