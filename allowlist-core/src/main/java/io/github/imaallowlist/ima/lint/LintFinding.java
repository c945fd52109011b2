package io.github.imaallowlist.ima.lint;

/**
 * Something wrong with a policy file.
 *
 * @param line from 1
 * @param problem what is wrong; one line
 * @param remedy what to do about it; one line
 */
public record LintFinding(int line, Kind kind, String problem, String remedy) {
  /** What it leads to. */
  public enum Kind {
    /** The kernel refuses the whole policy. */
    ERROR,
    /** The kernel takes the policy, and it means something else than it seems to. */
    WARNING
  }

  static LintFinding error(int line, String problem, String remedy) {
    return new LintFinding(line, Kind.ERROR, problem, remedy);
  }

  static LintFinding warning(int line, String problem, String remedy) {
    return new LintFinding(line, Kind.WARNING, problem, remedy);
  }
}
