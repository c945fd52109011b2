package io.github.imaallowlist.maven.report;

import io.github.imaallowlist.selinux.derive.DerivedPolicy;
import io.github.imaallowlist.toolkit.generate.Reasons;
import io.github.imaallowlist.toolkit.policy.PolicyResult;
import java.util.Locale;
import org.apache.maven.plugin.logging.Log;

/** What was derived, and what it does not say. */
public final class PolicyLog {
  private static final int WARNINGS_SHOWN = 10;

  private PolicyLog() {}

  /** All but where it went. */
  public static void print(Log log, PolicyResult result) {
    log.info("SELinux policy: " + Printable.of(result.selinux()));
    result
        .deselected()
        .forEach(
            (reason, packages) ->
                log.info(
                    "Left out "
                        + Amounts.count(packages, "package")
                        + ": "
                        + Reasons.inWords(reason)));
    if (result.withoutLabel() > 0) {
      log.warn(Amounts.count(result.withoutLabel(), "file") + " without a label");
    }
    DerivedPolicy derived = result.derived();
    log.info(
        Amounts.count(derived.policy().rules().size(), "rule")
            + String.format(
                Locale.ROOT,
                ", %d with a label, for which each SELinux reload takes %.2f s longer",
                derived.labelRules(),
                derived.reloadTime().toMillis() / 1000.0));
    derived.losses().forEach(loss -> log.warn("Lost: " + Printable.of(loss)));
    if (!derived.skippedCode().isEmpty()) {
      log.warn(
          Amounts.count(derived.skippedCode().size(), "type")
              + " of code that runs unmeasured, as skipCodeType says");
    }
    int flows = result.report().flows().size();
    if (flows > 0) {
      log.warn(
          Amounts.count(flows, "type")
              + " may be written by domains that are not trusted, and executed by trusted ones");
    }
    result.notes().forEach(note -> log.info(Printable.of(note)));
    result.warnings().stream()
        .limit(WARNINGS_SHOWN)
        .forEach(warning -> log.warn(Printable.of(warning.toString())));
    if (result.warnings().size() > WARNINGS_SHOWN) {
      log.warn(Amounts.count(result.warnings().size() - WARNINGS_SHOWN, "more warning"));
    }
  }
}
