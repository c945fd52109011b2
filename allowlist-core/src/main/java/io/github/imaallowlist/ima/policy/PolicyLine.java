package io.github.imaallowlist.ima.policy;

/** A line of a policy file. */
public sealed interface PolicyLine {
  /** The line without its end. */
  String text();

  record Rule(ImaRule rule) implements PolicyLine {
    @Override
    public String text() {
      return rule.text();
    }
  }

  /**
   * @param comment what comes after the {@code #}, the blank included
   */
  record Comment(String comment) implements PolicyLine {
    public Comment {
      if (comment.indexOf('\n') >= 0 || comment.indexOf('\r') >= 0 || comment.indexOf(0) >= 0) {
        throw new IllegalArgumentException("a line's end or NUL in a comment");
      }
    }

    @Override
    public String text() {
      return '#' + comment;
    }
  }

  record Blank() implements PolicyLine {
    @Override
    public String text() {
      return "";
    }
  }
}
