package io.github.imaallowlist.ima.lint;

/**
 * The bounds of the work on one file, each with its reason; {@code PolicyLimits} has the file's.
 */
final class LintLimits {
  /** Nobody reads more; a file that is no policy at all has one for each line. */
  static final int FINDINGS = 1_000;

  /** Rules compared with one another: a second's work, which a sensible policy does not reach. */
  static final long COMPARISONS = 20_000_000;

  /** Names for which similar ones are looked up among thousands. */
  static final int SUGGESTIONS = 50;

  private LintLimits() {}
}
