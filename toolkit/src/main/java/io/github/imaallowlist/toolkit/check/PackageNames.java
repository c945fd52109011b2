package io.github.imaallowlist.toolkit.check;

/** Parts of {@code name-[epoch:]version-release.arch}, where {@code -} is in the name alone. */
final class PackageNames {
  private PackageNames() {}

  /** Whether two are versions of one package. */
  static boolean sameName(String one, String other) {
    return name(one).equals(name(other)) && arch(one).equals(arch(other));
  }

  /** The whole text if it has no such parts. */
  static String name(String nevra) {
    int release = nevra.lastIndexOf('-');
    int version = release < 0 ? -1 : nevra.lastIndexOf('-', release - 1);
    return version < 0 ? nevra : nevra.substring(0, version);
  }

  /** Empty if it has none. */
  static String arch(String nevra) {
    int dot = nevra.lastIndexOf('.');
    return dot < 0 ? "" : nevra.substring(dot + 1);
  }
}
