package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.TrustRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens what a request asks for. */
public final class OpenSources {
  private OpenSources() {}

  /**
   * Lists the sources; the caller closes the plan.
   *
   * @param installed a host's packages, to which the plan is cut
   */
  public static SourcePlan plan(SourceRequest source, TrustRequest trust, Optional<Path> installed)
      throws IOException, AllowlistException {
    Optional<InstalledPackages> packages =
        installed.isPresent() ? Optional.of(read(installed.get())) : Optional.empty();
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

  private static InstalledPackages read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return InstalledPackages.read(file.toString(), in);
    }
  }
}
