package io.github.imaallowlist.model;

import java.util.OptionalInt;

/**
 * A package's name, epoch, version, release and architecture (NEVRA).
 *
 * @param epoch absent where the package names none; RPM then compares it as 0
 * @param arch for a source package, {@code src} or {@code nosrc}
 */
public record PackageId(
    String name, OptionalInt epoch, String version, String release, String arch) {

  /** Whether it holds sources, which no host runs. */
  public boolean isSource() {
    return arch.equals("src") || arch.equals("nosrc");
  }

  /** {@code name-[epoch:]version-release.arch}, as {@code rpm} and {@code dnf} write it. */
  @Override
  public String toString() {
    String prefix = epoch.isPresent() ? epoch.getAsInt() + ":" : "";
    return name + "-" + prefix + version + "-" + release + "." + arch;
  }
}
