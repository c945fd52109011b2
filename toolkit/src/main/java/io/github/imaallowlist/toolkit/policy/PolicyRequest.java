package io.github.imaallowlist.toolkit.policy;

import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to derive an IMA policy from, and how.
 *
 * @param source the packages whose labels occur; absent: any label of {@code file_contexts} may
 * @param trust what has to prove where packages are from
 * @param installed a host's packages, as {@code rpm -qa} prints them, to which the sources are cut
 * @param allowIncomplete whether it is written although something is wrong with packages
 * @param report where the analysis goes as a whole, if it is wanted
 * @param temporaryFolder for a binary policy from a package
 */
public record PolicyRequest(
    SelinuxRequest selinux,
    Optional<SourceRequest> source,
    TrustRequest trust,
    Optional<Path> installed,
    RuleRequest rules,
    boolean allowIncomplete,
    Destination destination,
    Optional<Report> report,
    Path temporaryFolder) {
  public PolicyRequest {
    if (source.isEmpty() && installed.isPresent()) {
      throw new IllegalArgumentException("what is installed cuts sources, and there is none");
    }
  }

  /**
   * A report of the analysis.
   *
   * @param writer gives it its form
   */
  public record Report(Destination.InFile destination, ReportWriter writer) {}
}
