package io.github.imaallowlist.toolkit.selinux;

import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.kernel.InstalledSelinuxPolicy;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Requests about this machine's SELinux policy, and about packages of a folder. */
public final class HostPolicies {
  /** A package with a program, its manual and its state. */
  public static final RpmBytes HOST =
      RpmBytes.named("host")
          .executable("/usr/bin/host", "#!/bin/sh\n")
          .file("/usr/share/man/man1/host.1", "man")
          .file("/var/lib/host/state", "state");

  private HostPolicies() {}

  /** Nothing has to be signed. */
  public static final TrustRequest TRUST =
      new TrustRequest(List.of(), Requirement.EITHER, true, Instant.EPOCH);

  /** The policy of this machine; skips the test where there is none and none has to be. */
  public static SelinuxRequest installed(Path cache) {
    Path binary = InstalledSelinuxPolicy.require();
    return new SelinuxRequest(
        binary.resolve("../..").normalize().toString(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.of(cache));
  }

  /** A folder's packages. */
  public static SourceRequest packages(Path folder) {
    return new SourceRequest(
        List.of(folder.toString()),
        SourceSettings.defaults(),
        PackageSelection.everything(),
        ReadMode.HEADERS,
        1);
  }

  /** Writes that package. */
  public static void writeHost(Path folder) throws IOException {
    Files.write(folder.resolve(HOST.fileName()), HOST.build());
  }
}
