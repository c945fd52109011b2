package io.github.imaallowlist.rpm.finding;

import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.PackageId;
import java.util.Comparator;
import java.util.Optional;

/**
 * Something of a package does not match, or is missing. Ordered by file, path, kind and detail, so
 * that a report does not depend on which thread came first.
 *
 * @param file the package's file, relative to its source
 * @param packageId absent where the package could not be read that far
 * @param path the file inside the package that it is about, if it is about one
 * @param detail what was expected and what was found; one line
 */
public record Finding(
    FindingKind kind,
    String file,
    Optional<PackageId> packageId,
    Optional<FilePath> path,
    String detail)
    implements Comparable<Finding> {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::file)
          .thenComparing(finding -> finding.path().map(FilePath::toString).orElse(""))
          .thenComparing(Finding::kind)
          .thenComparing(Finding::detail);

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
