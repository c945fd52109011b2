package io.github.imaallowlist.toolkit.check;

import java.util.Locale;

/** What an entry of a measurement list is, by an allowlist. */
public enum Verdict {
  /** It has a digest that the allowlist has for it, or is signed with a key that counts. */
  ACCEPTED(false),
  /** A pattern in the allowlist says that nobody looks at it. */
  EXCLUDED(false),
  /** It says what booted, and nothing is given by which that could be told. */
  NOT_JUDGED(false),
  /** The allowlist has the path, and not with this digest. */
  WRONG_DIGEST(true),
  /** The allowlist does not have the path. */
  UNKNOWN_PATH(true),
  /** The kernel could not tell what was read: the file was open for writing at the same time. */
  VIOLATION(true),
  /** The allowlist does not have it, and no rule of the IMA policy should have measured it. */
  NOT_COVERED(true);

  private final boolean deviation;

  Verdict(boolean deviation) {
    this.deviation = deviation;
  }

  /** Whether the check fails for it. */
  public boolean isDeviation() {
    return deviation;
  }

  /** Such as {@code wrong digest}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
