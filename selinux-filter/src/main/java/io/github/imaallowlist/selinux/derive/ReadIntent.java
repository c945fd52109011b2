package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.selinux.analysis.TypeReport;

/** What a profile wants measured when files are read. */
final class ReadIntent {
  /**
   * The attribute that the reference policy gives to types of logs ({@code logging.if},
   * logging_log_file). There logrotate may execute all of them, which makes them mutable code.
   */
  static final String LOGS = "logfile";

  private ReadIntent() {}

  /**
   * Whose reading of files of a type is to be measured.
   *
   * <p>Left out is data that changes: the class mutable data, and logs. Other types that can run
   * are not left out even where they change, as {@code etc_t} does: a script that {@code sh} is
   * given by name is seen by its reading alone. For logs that is given up, since they change as
   * other data does; a program among them is still seen as it runs.
   *
   * <p>The {@code integrity} profile measures what {@code tcb} does. What only trusted domains
   * write, and some trusted domain reads, it measures whoever reads it, for a trusted domain need
   * not run as root, and a rule for each of these domains and types would be too many.
   *
   * @param log whether the type has the attribute {@link #LOGS}
   */
  static MeasuredReads of(Profile profile, TypeReport report, boolean log) {
    return switch (profile) {
      case CODE -> MeasuredReads.NONE;
      case TCB -> byRoot(report, log);
      case INTEGRITY ->
          report.typeClass().isMutable() || report.trustedReaders().isEmpty()
              ? byRoot(report, log)
              : MeasuredReads.ALL;
    };
  }

  private static MeasuredReads byRoot(TypeReport report, boolean log) {
    return switch (report.typeClass()) {
      case MUTABLE_DATA -> MeasuredReads.NONE;
      case MUTABLE_CODE -> log ? MeasuredReads.NONE : MeasuredReads.ROOT;
      case CODE, TRUSTED_DATA -> MeasuredReads.ROOT;
    };
  }

  /** For a type without a report: it may be anything, so it is not left out. */
  static MeasuredReads ofUnknown(Profile profile) {
    return profile == Profile.CODE ? MeasuredReads.NONE : MeasuredReads.ROOT;
  }
}
