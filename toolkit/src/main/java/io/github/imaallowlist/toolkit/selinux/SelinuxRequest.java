package io.github.imaallowlist.toolkit.selinux;

import io.github.imaallowlist.selinux.analysis.AnalysisSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which SELinux policy to go by, and how to look at it.
 *
 * @param place a policy's folder, such as {@code /etc/selinux/targeted}; or a {@code file_contexts}
 *     file; or {@code auto} for the policy package among the sources, {@code auto:TYPE} where there
 *     are several
 * @param policyFile the binary policy, where it is not the one of that place
 * @param setools the folder of {@code seinfo} and {@code sesearch}; absent: they are on the path
 * @param booleans a file with the values of booleans, as {@code getsebool -a} prints them; absent:
 *     the policy's defaults
 * @param trustedDomains types or attributes; empty: the default ones
 * @param unconfinedDomains types or attributes; empty: the default ones
 * @param cache the folder where setools' answers are kept; absent: nowhere
 */
public record SelinuxRequest(
    String place,
    Optional<Path> policyFile,
    Optional<Path> setools,
    Optional<Path> booleans,
    List<String> trustedDomains,
    List<String> unconfinedDomains,
    Optional<Path> cache) {
  public SelinuxRequest {
    trustedDomains = List.copyOf(trustedDomains);
    unconfinedDomains = List.copyOf(unconfinedDomains);
  }

  /** Whether the policy is to be found in the packages of the sources. */
  public boolean isInPackages() {
    return SelinuxPlace.of(place) instanceof SelinuxPlace.InPackages;
  }

  /** With the default for the sets that are not given. */
  AnalysisSettings analysis() {
    AnalysisSettings standard = AnalysisSettings.DEFAULT;
    return new AnalysisSettings(
        trustedDomains.isEmpty() ? standard.trustedDomains() : trustedDomains,
        unconfinedDomains.isEmpty() ? standard.unconfinedDomains() : unconfinedDomains);
  }
}
