package io.github.imaallowlist.selinux.regex;

import java.io.Serial;

/** A regex is wrong, or beyond what can be matched in linear time. */
public final class RegexException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Why a regex is refused. */
  public enum Reason {
    /** PCRE2 refuses it too. */
    MALFORMED,
    /** PCRE2 takes it; it is not regular, or has no place in a policy. */
    UNSUPPORTED,
    /** It needs more than {@code RegexLimits} allows. */
    LIMIT
  }

  private final Reason reason;

  RegexException(Reason reason, String problem) {
    super(problem);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
