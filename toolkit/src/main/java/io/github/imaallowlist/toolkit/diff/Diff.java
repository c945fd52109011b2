package io.github.imaallowlist.toolkit.diff;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.format.OwnedPolicyReader;
import io.github.imaallowlist.toolkit.Failures;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.filter.MeasuredPaths;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares two lists, in memory that does not grow with their paths. */
public final class Diff {
  private final DiffRequest request;
  private final PathChange.Sink sink;
  private PathCounts paths = PathCounts.NONE;
  private long digestsAdded;
  private long digestsRemoved;

  private Diff(DiffRequest request, PathChange.Sink sink) {
    this.request = request;
    this.sink = sink;
  }

  /**
   * Compares; both lists are verified before anything is said of them.
   *
   * @param sink takes the paths that are not the same
   * @return all else, which is known at the end
   * @throws AllowlistException if nobody vouches for a list, or it cannot be read
   */
  public static DiffResult run(DiffRequest request, PathChange.Sink sink)
      throws AllowlistException {
    try {
      return new Diff(request, sink).run();
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private DiffResult run() throws IOException, AllowlistException {
    Instant now = Instant.now();
    try (ListSource.Opened older = request.older().open(request.temporaryFolder(), now);
        ListSource.Opened newer = request.newer().open(request.temporaryFolder(), now);
        AllowlistBuilder merge = new AllowlistBuilder(request.temporaryFolder());
        @Nullable MeasuredPaths opened = openPolicies()) {
      OwnedPolicyReader old = read(older, merge);
      OwnedPolicyReader young = read(newer, merge);
      PackageTally packages = new PackageTally(old.packages(), young.packages());
      Optional<Predicate<LoggedPath>> measured =
          Optional.ofNullable(opened).map(policies -> policies::isMeasured);
      new TwoLists(merge, old, young)
          .compare(
              measured,
              change -> {
                paths = paths.plus(change);
                digestsAdded += change.added().size();
                digestsRemoved += change.removed().size();
                packages.add(change);
                sink.change(change);
              });
      return new DiffResult(
          packages.changes(),
          SettingChange.between(old.policy().settings(), young.policy().settings()),
          paths,
          digestsAdded,
          digestsRemoved,
          measured.isPresent());
    }
  }

  private static OwnedPolicyReader read(ListSource.Opened list, AllowlistBuilder merge)
      throws IOException {
    return OwnedPolicyReader.open(
        list.list().name(), () -> new BufferedInputStream(list.list().open()), merge.newSpool());
  }

  /** Null if it was not asked: nothing is closed then. */
  private @Nullable MeasuredPaths openPolicies() throws IOException, AllowlistException {
    return request.policies().isEmpty()
        ? null
        : MeasuredPaths.open(
            request.policies().get().selinux(),
            request.policies().get().imaPolicy(),
            request.temporaryFolder());
  }
}
