package io.github.imaallowlist.toolkit.explain;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.SymbolicLink;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.source.FileLists;
import io.github.imaallowlist.toolkit.source.PlannedPackage;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds paths and digests in packages: paths also where the packages' linked folders lead, as the
 * kernel logs them, and with {@code _} for a space.
 */
final class PackageSearch implements Closeable {
  private final Set<LoggedPath> wantedPaths = new HashSet<>();

  /** The last components of the wanted paths: a file that is logged so has the same. */
  private final Set<LoggedPath> wantedNames = new HashSet<>();

  private final Set<FileDigest> wantedDigests;
  private final Map<LoggedPath, SortedSet<PackagedFile>> byPath = new TreeMap<>();
  private final Map<FileDigest, SortedSet<PackagedFile>> byDigest = new TreeMap<>();

  /** Of wanted names, in other folders than was asked for. */
  private final Map<LoggedPath, List<PackagedFile>> elsewhere = new TreeMap<>();

  private final AllowlistBuilder logged;

  PackageSearch(Set<FilePath> paths, Set<FileDigest> digests, AllowlistBuilder logged) {
    for (FilePath path : paths) {
      LoggedPath asLogged = LoggedPath.of(path);
      wantedPaths.add(asLogged);
      wantedNames.add(nameOf(asLogged));
    }
    this.wantedDigests = new HashSet<>(digests);
    this.logged = logged;
  }

  /**
   * Reads all packages.
   *
   * @return what is wrong with some of them
   */
  List<Finding> run(SourcePlan plan, FileLists lists, ProgressListener progress)
      throws IOException {
    List<Finding> findings = lists.read(plan.packages(), progress, this::add);
    logged
        .finish()
        .forEach(
            entry -> {
              if (wantedPaths.contains(entry.path())) {
                addThroughLinks(entry.path(), new HashSet<>(entry.digests()));
              }
            });
    return findings;
  }

  private void add(PlannedPackage planned, ScannedPackage contents) throws IOException {
    String id = contents.id().orElseThrow().toString();
    String file = planned.ref().name();
    for (MeasuredFile measured : contents.files()) {
      LoggedPath path = LoggedPath.of(measured.path());
      PackagedFile found = new PackagedFile(id, file, measured.path(), measured.digests());
      if (wantedPaths.contains(path)) {
        byPath.computeIfAbsent(path, one -> new TreeSet<>()).add(found);
      } else if (wantedNames.contains(nameOf(path))) {
        elsewhere.computeIfAbsent(nameOf(path), one -> new ArrayList<>()).add(found);
        logged.add(measured.path(), measured.digests());
      }
      for (FileDigest digest : measured.digests()) {
        if (wantedDigests.contains(digest)) {
          byDigest.computeIfAbsent(digest, one -> new TreeSet<>()).add(found);
        }
      }
    }
    if (!wantedPaths.isEmpty()) {
      for (SymbolicLink link : contents.links()) {
        logged.addLink(link.path(), link.target());
      }
    }
  }

  private void addThroughLinks(LoggedPath path, Set<UnlabelledDigest> digests) {
    for (PackagedFile candidate : elsewhere.getOrDefault(nameOf(path), List.of())) {
      if (candidate.digests().stream().map(UnlabelledDigest::of).anyMatch(digests::contains)) {
        byPath.computeIfAbsent(path, one -> new TreeSet<>()).add(candidate);
      }
    }
  }

  /** The files that are logged under the path. */
  List<PackagedFile> at(FilePath path) {
    return List.copyOf(byPath.getOrDefault(LoggedPath.of(path), Collections.emptySortedSet()));
  }

  /** The files with the content. */
  List<PackagedFile> with(FileDigest digest) {
    return List.copyOf(byDigest.getOrDefault(digest, Collections.emptySortedSet()));
  }

  private static LoggedPath nameOf(LoggedPath path) {
    byte[] bytes = path.bytes();
    int start = bytes.length;
    while (start > 0 && bytes[start - 1] != '/') {
      start--;
    }
    return start == bytes.length
        ? path
        : LoggedPath.of(Arrays.copyOfRange(bytes, start, bytes.length));
  }

  @Override
  public void close() throws IOException {
    logged.close();
  }
}
