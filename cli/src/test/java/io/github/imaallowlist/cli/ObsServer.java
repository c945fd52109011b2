package io.github.imaallowlist.cli;

import io.github.imaallowlist.fixtures.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The Open Build Service's server as distributions package it; none of its daemons runs. */
final class ObsServer {
  /** Installed, or where {@code ./check} unpacks Debian's package, which would start daemons. */
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/lib/obs/server"),
          Path.of("../target/obs-server/usr/lib/obs/server").toAbsolutePath());

  private ObsServer() {}

  /** The folder of {@code bs_publish}; without one, the test is skipped, or fails in {@code CI}. */
  static Path folder() {
    Optional<Path> folder =
        FOLDERS.stream()
            .filter(each -> Files.isRegularFile(each.resolve("bs_publish")))
            .findFirst();
    String problem =
        "no bs_publish that this perl can load: ./check unpacks Debian's package obs-server for the"
            + " tests, and installs obs-build and its Perl modules";
    boolean usable = folder.isPresent() && canLoad();
    if (!usable && !isPackaged()) {
      Assumptions.abort(problem);
    }
    Requirements.require(usable, problem);
    return folder.orElseThrow();
  }

  private static boolean canLoad() {
    return Tools.find("perl").isPresent()
        && Tools.run(
                    "perl",
                    "-e",
                    "unshift @INC, '/usr/lib/obs-build', '/usr/lib/build';"
                        + " require Build; require JSON::XS; require XML::Parser; require XML::Simple")
                .exitCode()
            == 0;
  }

  /** Not every distribution has it, nor every release. */
  private static boolean isPackaged() {
    return Tools.find("apt-cache").isPresent()
        && Tools.run("apt-cache", "show", "obs-server").exitCode() == 0;
  }
}
