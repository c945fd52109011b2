package io.github.imaallowlist.cli;

import io.github.imaallowlist.fixtures.Content;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.kernel.InstalledSelinuxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The SELinux policy that this machine has installed, as distributions make them.
 *
 * @param folder such as {@code /etc/selinux/default}
 * @param binary the newest {@code policy.N} in it
 */
record InstalledSelinux(Path folder, Path binary) {
  /** Skips the test where there is none, or fails it where all is promised. */
  static InstalledSelinux require() {
    Path binary = InstalledSelinuxPolicy.require();
    return new InstalledSelinux(binary.resolve("../..").normalize(), binary);
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
