package io.github.imaallowlist.toolkit.diff;

import io.github.imaallowlist.allowlist.OwningPackage;

/**
 * What the versions of a package have in common.
 *
 * @param name the package's name, or all of its NEVRA where that has no such parts
 * @param arch its architecture; empty where that is not known
 */
public record PackageName(String name, String arch) implements Comparable<PackageName> {
  /** Digests of which a list does not say where they are from. */
  public static final PackageName NONE = new PackageName("", "");

  /** {@code name-[epoch:]version-release.arch}, where {@code -} is in the name alone. */
  static PackageName of(OwningPackage one) {
    String nevra = one.nevra().orElse("");
    int dot = nevra.lastIndexOf('.');
    int version = endOfName(nevra);
    return version > 0 && dot > version
        ? new PackageName(nevra.substring(0, version), nevra.substring(dot + 1))
        : new PackageName(nevra, "");
  }

  /** Such as {@code 1:5.2-1}; empty where the NEVRA has no such part. */
  static String versionOf(OwningPackage one) {
    String nevra = one.nevra().orElse("");
    int dot = nevra.lastIndexOf('.');
    int version = endOfName(nevra);
    return version > 0 && dot > version ? nevra.substring(version + 1, dot) : "";
  }

  private static int endOfName(String nevra) {
    int release = nevra.lastIndexOf('-');
    return release < 0 ? -1 : nevra.lastIndexOf('-', release - 1);
  }

  @Override
  public int compareTo(PackageName other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : arch.compareTo(other.arch);
  }

  @Override
  public String toString() {
    return arch.isEmpty() ? name : name + "." + arch;
  }
}
