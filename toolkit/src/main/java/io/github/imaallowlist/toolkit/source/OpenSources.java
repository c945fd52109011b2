package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.error.AllowlistException;
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
    return cut(source, trust, source.installed());
  }

  /**
   * Lists the sources; the caller closes the plan.
   *
   * @param installed a host's packages, to which the plan is cut
   */
  public static SourcePlan plan(SourceRequest source, TrustRequest trust, Optional<Path> installed)
      throws IOException, AllowlistException {
    return cut(source, trust, installed.map(HostPackages.InFile::new));
  }

  private static SourcePlan cut(
      SourceRequest source, TrustRequest trust, Optional<? extends HostPackages> installed)
      throws IOException, AllowlistException {
    Optional<InstalledPackages> packages =
        installed.isPresent() ? Optional.of(installed.get().read()) : Optional.empty();
    SourcePlan plan =
        SourcePlan.of(
            source.names(), source.settings(), trust.policy(), source.selection(), source.jobs());
    if (packages.isEmpty()) {
      return plan;
    }
    try {
      return InstalledSelection.cut(plan, packages.get(), source.jobs());
    } catch (IOException | RuntimeException e) {
      plan.close();
      throw e;
    }
  }
}
