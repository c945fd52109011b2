package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imaallowlist.fixtures.Content;
import io.github.imaallowlist.fixtures.RpmBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The SELinux policy that this machine has installed, as distributions make them.
 *
 * @param folder such as {@code /etc/selinux/default}
 * @param binary the newest {@code policy.N} in it
 */
record InstalledSelinux(Path folder, Path binary) {
  /** Skips the test where there is none, unless tests must have all that they use. */
  static InstalledSelinux require() throws IOException {
    Optional<InstalledSelinux> found = Optional.empty();
    for (String type : List.of("default", "targeted", "refpolicy-standard")) {
      Path folder = Path.of("/etc/selinux", type);
      if (found.isEmpty() && Files.isDirectory(folder.resolve("policy"))) {
        try (Stream<Path> files = Files.list(folder.resolve("policy"))) {
          found =
              files
                  .filter(file -> file.getFileName().toString().startsWith("policy."))
                  .sorted()
                  .reduce((first, second) -> second)
                  .map(binary -> new InstalledSelinux(folder, binary));
        }
      }
    }
    if (System.getenv("IMA_ALLOWLIST_REQUIRE_TOOLS") != null) {
      assertThat(found).as("an SELinux policy under /etc/selinux").isPresent();
    }
    assumeTrue(found.isPresent(), "no SELinux policy under /etc/selinux");
    return found.orElseThrow();
  }

  Path contexts() {
    return folder.resolve("contexts/files/file_contexts");
  }

  /** A package that brings the policy for a type. */
  RpmBytes packaged(String type) throws IOException {
    String place = "/etc/selinux/" + type;
    RpmBytes rpm = RpmBytes.named("selinux-policy-" + type);
    try (Stream<Path> files = Files.list(contexts().getParent())) {
      for (Path file : files.sorted().toList()) {
        if (Files.isRegularFile(file)) {
          rpm.file(
              place + "/contexts/files/" + file.getFileName(),
              Content.of(Files.readAllBytes(file)));
        }
      }
    }
    return rpm.file(
        place + "/policy/" + binary.getFileName(), Content.of(Files.readAllBytes(binary)));
  }
}
