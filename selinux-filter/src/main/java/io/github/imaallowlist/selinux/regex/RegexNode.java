package io.github.imaallowlist.selinux.regex;

import java.util.List;

/** A part of a regex, as a tree. */
sealed interface RegexNode {
  /** Any number of any bytes. */
  RegexNode ANYTHING = new Repeat(new OneOf(ByteSet.ALL), 0, Repeat.UNBOUNDED);

  /** One byte out of a set. */
  record OneOf(ByteSet bytes) implements RegexNode {}

  /** One part after the other; nothing at all if there is none. */
  record Sequence(List<RegexNode> parts) implements RegexNode {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** One of at least one alternatives. */
  record Choice(List<RegexNode> alternatives) implements RegexNode {
    public Choice {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * A part again and again.
   *
   * @param max at least min; {@link #UNBOUNDED} if there is no bound
   */
  record Repeat(RegexNode part, int min, int max) implements RegexNode {
    static final int UNBOUNDED = Integer.MAX_VALUE;
  }
}
