package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;

/** The names that outputs have for why a package was not asked for. */
public final class Reasons {
  private Reasons() {}

  /** One word, such as {@code older}. */
  public static String of(Reason reason) {
    return switch (reason) {
      case SOURCE -> "source";
      case ARCHITECTURE -> "other-architecture";
      case NAME -> "not-named";
      case OLDER -> "older";
      case NOT_INSTALLED -> "not-installed";
    };
  }

  /** For people. */
  public static String inWords(Reason reason) {
    return switch (reason) {
      case SOURCE -> "source packages, which no host runs";
      case ARCHITECTURE -> "of an architecture that was not asked for";
      case NAME -> "of a name that was not asked for, or was excluded";
      case OLDER -> "older than another one of that name";
      case NOT_INSTALLED -> "not installed on the host";
    };
  }
}
