package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.selinux.analysis.TypeReport;

/** What a profile wants measured when files are read. */
final class ReadIntent {
  private ReadIntent() {}

  /**
   * Whose reading of files of a type is to be measured.
   *
   * <p>Data that changes is left out and what can run is not, even where it changes: a script that
   * {@code sh} is given by name is seen by its reading alone.
   *
   * <p>The {@code integrity} profile measures what {@code tcb} does. What only trusted domains
   * write, and some trusted domain reads, it measures whoever reads it, for a trusted domain need
   * not run as root, and a rule for each of these domains and types would be too many.
   */
  static MeasuredReads of(Profile profile, TypeReport report) {
    return switch (profile) {
      case CODE -> MeasuredReads.NONE;
      case TCB -> byRoot(report);
      case INTEGRITY ->
          report.typeClass().isMutable() || report.trustedReaders().isEmpty()
              ? byRoot(report)
              : MeasuredReads.ALL;
    };
  }

  private static MeasuredReads byRoot(TypeReport report) {
    return switch (report.typeClass()) {
      case MUTABLE_DATA -> MeasuredReads.NONE;
      case CODE, MUTABLE_CODE, TRUSTED_DATA -> MeasuredReads.ROOT;
    };
  }

  /** For a type without a report: it may be anything, so it is not left out. */
  static MeasuredReads ofUnknown(Profile profile) {
    return profile == Profile.CODE ? MeasuredReads.NONE : MeasuredReads.ROOT;
  }
}
