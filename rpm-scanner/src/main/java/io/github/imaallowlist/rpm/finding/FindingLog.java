package io.github.imaallowlist.rpm.finding;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.header.RpmLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gathers the findings of one package, up to {@link RpmLimits#FINDINGS_PER_PACKAGE}; those beyond
 * are counted, and stand as one line at the end. The error that ended the reading is never among
 * those. Used by one thread.
 */
public final class FindingLog {
  private final String file;
  private final List<Finding> findings = new ArrayList<>();
  private Optional<PackageId> packageId = Optional.empty();
  private long beyond;

  /**
   * @param file the package's file, relative to its source
   */
  public FindingLog(String file) {
    this.file = file;
  }

  /** From here on, findings name the package. */
  public void identify(PackageId id) {
    packageId = Optional.of(id);
  }

  public void add(FindingKind kind, FilePath path, String detail) {
    add(kind, Optional.of(path), detail);
  }

  public void add(FindingKind kind, String detail) {
    add(kind, Optional.empty(), detail);
  }

  /** Adds the error that ended the reading of the package, however many findings there are. */
  public void add(InputException error) {
    String detail =
        error.offset() == InputException.NO_OFFSET
            ? error.problem()
            : "at byte %d: %s".formatted(error.offset(), error.problem());
    findings.add(new Finding(kindOf(error), file, packageId, Optional.empty(), detail));
  }

  private static FindingKind kindOf(InputException error) {
    if (error instanceof LimitExceededException) {
      return FindingKind.LIMIT_EXCEEDED;
    }
    return error instanceof UnsupportedInputException
        ? FindingKind.UNSUPPORTED_PACKAGE
        : FindingKind.MALFORMED_PACKAGE;
  }

  private void add(FindingKind kind, Optional<FilePath> path, String detail) {
    if (findings.size() < RpmLimits.FINDINGS_PER_PACKAGE) {
      findings.add(new Finding(kind, file, packageId, path, detail));
    } else {
      beyond++;
    }
  }

  public boolean isEmpty() {
    return findings.isEmpty();
  }

  public List<Finding> toList() {
    List<Finding> all = new ArrayList<>(findings);
    if (beyond > 0) {
      String more = "and %,d findings more in this package".formatted(beyond);
      FindingKind last = findings.get(findings.size() - 1).kind();
      all.add(new Finding(last, file, packageId, Optional.empty(), more));
    }
    return List.copyOf(all);
  }
}
