package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.repository.StoredScans;
import io.github.imaallowlist.toolkit.TrustRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens what a request asks for. */
public final class OpenSources {
  private OpenSources() {}

  /** Lists the sources, cut to what the request says is installed; the caller closes the plan. */
  public static SourcePlan plan(SourceRequest source, TrustRequest trust)
      throws IOException, AllowlistException {
    return plan(source, trust, Optional.empty(), source.installed());
  }

  /**
   * Lists the sources, cut to what the request says is installed; the caller closes the plan.
   *
   * @param stored packages of which there is only what a cache has, as one more source
   */
  public static SourcePlan withStored(
      SourceRequest source, TrustRequest trust, Optional<StoredScans> stored)
      throws IOException, AllowlistException {
    return plan(source, trust, stored, source.installed());
  }

  /**
   * Lists the sources; the caller closes the plan.
   *
   * @param installed a host's packages, to which the plan is cut
   */
  public static SourcePlan plan(SourceRequest source, TrustRequest trust, Optional<Path> installed)
      throws IOException, AllowlistException {
    return plan(source, trust, Optional.empty(), installed.map(HostPackages.InFile::new));
  }

  private static SourcePlan plan(
      SourceRequest source,
      TrustRequest trust,
      Optional<StoredScans> stored,
      Optional<? extends HostPackages> installed)
      throws IOException, AllowlistException {
    Optional<InstalledPackages> packages = read(installed);
    return cut(
        SourcePlan.of(
            source.names(),
            source.settings(),
            trust.policy(),
            source.selection(),
            source.jobs(),
            stored),
        packages,
        source.jobs());
  }

  /**
   * Lists a repository whose signature is about to be made anew, cut to what the request says is
   * installed; the caller closes the plan.
   */
  public static SourcePlan unpublished(Path repository, SourceRequest source, TrustRequest trust)
      throws IOException, AllowlistException {
    Optional<InstalledPackages> packages = read(source.installed());
    return cut(
        SourcePlan.ofUnpublished(repository, trust.policy(), source.selection(), source.jobs()),
        packages,
        source.jobs());
  }

  private static Optional<InstalledPackages> read(Optional<? extends HostPackages> installed)
      throws IOException, AllowlistException {
    return installed.isPresent() ? Optional.of(installed.get().read()) : Optional.empty();
  }

  private static SourcePlan cut(SourcePlan plan, Optional<InstalledPackages> packages, int jobs)
      throws IOException {
    if (packages.isEmpty()) {
      return plan;
    }
    try {
      return InstalledSelection.cut(plan, packages.get(), jobs);
    } catch (IOException | RuntimeException e) {
      plan.close();
      throw e;
    }
  }
}
