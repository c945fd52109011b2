package io.github.imaallowlist.selinux.policy;

import java.util.Arrays;
import java.util.Optional;

/** An operator between two operands, as in {@code boolcond.pxi} of setools. */
enum ConditionOperator {
  OR("||", 1),
  XOR("^", 2),
  AND("&&", 3),
  EQUAL("==", 4),
  UNEQUAL("!=", 4);

  private final String sign;
  private final int precedence;

  ConditionOperator(String sign, int precedence) {
    this.sign = sign;
    this.precedence = precedence;
  }

  static Optional<ConditionOperator> of(String sign) {
    return Arrays.stream(values()).filter(operator -> operator.sign.equals(sign)).findFirst();
  }

  /** The higher, the more tightly it binds; {@code !} has {@link ConditionChain#NOT}. */
  int precedence() {
    return precedence;
  }

  /**
   * The possible values, for possible values of the operands: sets as {@link ConditionChain} has.
   */
  int apply(int left, int right) {
    int set = 0;
    for (int one = ConditionChain.FALSE; one <= ConditionChain.TRUE; one++) {
      for (int other = ConditionChain.FALSE; other <= ConditionChain.TRUE; other++) {
        if ((left & one) != 0 && (right & other) != 0) {
          set |=
              apply(one == ConditionChain.TRUE, other == ConditionChain.TRUE)
                  ? ConditionChain.TRUE
                  : ConditionChain.FALSE;
        }
      }
    }
    return set;
  }

  private boolean apply(boolean one, boolean other) {
    return switch (this) {
      case OR -> one || other;
      case XOR, UNEQUAL -> one != other;
      case AND -> one && other;
      case EQUAL -> one == other;
    };
  }
}
