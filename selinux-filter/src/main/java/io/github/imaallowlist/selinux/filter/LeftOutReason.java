package io.github.imaallowlist.selinux.filter;

/** Why no hook measures a file. */
public enum LeftOutReason {
  /** It cannot run or be loaded, and that somebody reads it is not measured. */
  NOT_CODE("not-code", "no code, and reading it is not measured"),
  /** It may run or be loaded, and the IMA policy has no rule that measures it then. */
  NO_RULE("no-rule", "may run, but no rule measures it"),
  /** A rule of the IMA policy says so, most often by its label. */
  DONT_MEASURE("dont-measure", "a dont_measure rule is for it");

  private final String word;
  private final String words;

  LeftOutReason(String word, String words) {
    this.word = word;
    this.words = words;
  }

  /** For programs. */
  public String word() {
    return word;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
