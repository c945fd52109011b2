package io.github.imaallowlist.ima.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files that each host makes for itself, so that no list made from packages can have their digests.
 * The names are those that a policy for all that root reads finds on Debian, Fedora and openSUSE.
 */
public final class GeneratedFiles {
  private static final List<GeneratedFiles> ALL =
      List.of(
          of(
              "/etc/ld\\.so\\.cache",
              "ldconfig makes it when packages with libraries come and go",
              Optional.of("/etc/ld\\.so\\.cache$"),
              "who can write it chooses the libraries that programs load"),
          of(
              ".*\\.py[co]",
              "Python compiles it from its source when it is first used",
              Optional.of("/usr/lib(64)?/python3[^/]*/.*\\.pyc$"),
              "who can write it chooses what Python runs as that module"),
          of(
              "/usr/lib/modules/[^/]+/modules\\.[a-z.]+",
              "depmod makes it when kernels and modules come and go",
              Optional.of("/usr/lib/modules/[^/]+/modules\\.[a-z.]+$"),
              "who can write it chooses the module that is loaded for a device"),
          of(
              "/etc/udev/hwdb\\.bin|/usr/lib/udev/hwdb\\.bin",
              "systemd-hwdb makes it from the files of packages",
              Optional.of("/(etc|usr/lib)/udev/hwdb\\.bin$"),
              "who can write it chooses properties of devices"),
          of(
              "/etc/selinux/[^/]+/(contexts/.*\\.bin|policy/policy\\.[0-9]+)",
              "semodule makes it from the modules of packages and of the host",
              Optional.empty(),
              ""),
          of(
              "/(init|init\\.real|shutdown|early_cpio|conf/.*|scripts/.*|sysroot/.*|root/init)"
                  + "|/(usr/)?lib/dracut/.*|/var/lib/dracut/.*|/cryptroot/.*",
              "it is a path in the initramfs, which the host made",
              Optional.empty(),
              ""),
          of(
              "/etc/(machine-id|hostname|hosts|fstab|passwd-?|group-?|g?shadow-?|subuid|subgid"
                  + "|resolv\\.conf|adjtime|localtime|mtab|crypttab|locale\\.conf|vconsole\\.conf)",
              "it is this host's configuration",
              Optional.empty(),
              ""),
          of(
              "/var/log/(journal/[^/]+/[^/]+\\.journal~?|[bw]tmp|lastlog|faillog|tallylog)",
              "it is a log, which grows",
              Optional.empty(),
              ""));

  private final Pattern paths;
  private final String reason;
  private final Optional<String> exclude;
  private final String risk;

  private GeneratedFiles(Pattern paths, String reason, Optional<String> exclude, String risk) {
    this.paths = paths;
    this.reason = reason;
    this.exclude = exclude;
    this.risk = risk;
  }

  private static GeneratedFiles of(
      String paths, String reason, Optional<String> exclude, String risk) {
    return new GeneratedFiles(Pattern.compile(paths, Pattern.DOTALL), reason, exclude, risk);
  }

  /** The kind of file that is at a path, if it is one of those. */
  public static Optional<GeneratedFiles> at(String path) {
    return ALL.stream().filter(one -> one.paths.matcher(path).matches()).findFirst();
  }

  /** Where such files are from; half a sentence, about one of them. */
  public String reason() {
    return reason;
  }

  /** A pattern for a list's excludes, where files of this kind can be told by their path alone. */
  public Optional<String> exclude() {
    return exclude;
  }

  /** What an attacker wins by that exclude; half a sentence. */
  public String risk() {
    return risk;
  }
}
