package io.github.imaallowlist.cli.proof;

import io.github.imaallowlist.fixtures.host.HostPackage;
import io.github.imaallowlist.fixtures.host.HostPackages;
import io.github.imaallowlist.fixtures.kernel.GuestFile;
import io.github.imaallowlist.fixtures.kernel.KernelImage;
import io.github.imaallowlist.fixtures.kernel.StaticProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the proof's host is made of. */
final class ProofPackages {
  /** A module that no other one needs, and that needs none. */
  static final String MODULE = "crc7";

  /** Those of a host whose update is in flight that it has already: about half. */
  static final List<String> UPDATED =
      List.of("checker", "job", "kernel-extra", "perl", "syslog", "tool");

  private ProofPackages() {}

  static List<HostPackage> all(KernelImage kernel) {
    List<HostPackage> all = new ArrayList<>(HostPackages.base(kernel));
    all.add(HostPackages.programs("perl", Path.of("/usr/bin/perl")));
    for (String name : List.of("checker", "runner", "tool")) {
      all.add(program(name, "/usr/bin/" + name));
    }
    // That it is there says that logs are written.
    all.add(program("syslog", "/usr/sbin/syslogd"));
    all.add(
        HostPackage.of(
            "job",
            List.of(GuestFile.text("/usr/bin/job", "#!/usr/bin/sh\nrunner\n").executable())));
    all.add(
        HostPackage.of(
            "app",
            List.of(
                GuestFile.text("/usr/bin/app", "#!/usr/bin/perl\nexit 0;\n").executable(),
                GuestFile.text("/usr/share/app/words", "words\n"),
                GuestFile.text("/usr/share/app/names", "names\n"),
                GuestFile.text("/etc/app.conf", "key=value\n"))));
    all.add(HostPackage.of("kernel-extra", kernel.modulesAtTheirPaths(MODULE)));
    return all;
  }

  private static HostPackage program(String name, String path) {
    return HostPackage.of(
        name, List.of(GuestFile.of(path, StaticProgram.withNote(name)).executable()));
  }

  /** The next version of all but what has no code in it. */
  static List<HostPackage> changed(List<HostPackage> packages) {
    return packages.stream()
        .filter(one -> !one.name().startsWith("selinux-policy") && !one.files().isEmpty())
        .map(HostPackage::changed)
        .toList();
  }
}
