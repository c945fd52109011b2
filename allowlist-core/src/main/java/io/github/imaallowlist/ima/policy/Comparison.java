package io.github.imaallowlist.ima.policy;

/** How a rule compares an id. */
public enum Comparison {
  EQUAL('='),
  LESS('<'),
  GREATER('>');

  private final char sign;

  Comparison(char sign) {
    this.sign = sign;
  }

  public char sign() {
    return sign;
  }

  /** Whether an id stands so to the rule's. */
  public boolean holds(long id, long rule) {
    return switch (this) {
      case EQUAL -> id == rule;
      case LESS -> id < rule;
      case GREATER -> id > rule;
    };
  }
}
