package io.github.imaallowlist.selinux.regex;

import io.github.imaallowlist.selinux.regex.RegexException.Reason;
import io.github.imaallowlist.selinux.regex.RegexNode.Choice;
import io.github.imaallowlist.selinux.regex.RegexNode.OneOf;
import io.github.imaallowlist.selinux.regex.RegexNode.Repeat;
import io.github.imaallowlist.selinux.regex.RegexNode.Sequence;
import java.util.List;

/** Makes the states of one regex, from its end to its start. */
final class RegexCompiler {
  private final Nfa nfa;

  /**
   * Parts compiled, each copy of a repeat counted: it bounds the time where no states come of it.
   */
  private int work;

  RegexCompiler(Nfa nfa) {
    this.nfa = nfa;
  }

  /**
   * The state at which a part begins.
   *
   * @param next the state that follows it
   */
  int compile(RegexNode node, int next) throws RegexException {
    if (++work > RegexLimits.STATES_OF_REGEX) {
      throw new RegexException(
          Reason.LIMIT,
          "the regex needs more than %,d states".formatted(RegexLimits.STATES_OF_REGEX));
    }
    if (node instanceof OneOf one) {
      return nfa.addByte(one.bytes(), next);
    }
    if (node instanceof Sequence sequence) {
      return sequence(sequence.parts(), next);
    }
    if (node instanceof Choice choice) {
      return choice(choice.alternatives(), next);
    }
    return repeat((Repeat) node, next);
  }

  private int sequence(List<RegexNode> parts, int next) throws RegexException {
    int start = next;
    for (int i = parts.size() - 1; i >= 0; i--) {
      start = compile(parts.get(i), start);
    }
    return start;
  }

  private int choice(List<RegexNode> alternatives, int next) throws RegexException {
    int last = alternatives.size() - 1;
    int start = compile(alternatives.get(last), next);
    for (int i = last - 1; i >= 0; i--) {
      start = nfa.addFork(compile(alternatives.get(i), next), start);
    }
    return start;
  }

  private int repeat(Repeat repeat, int next) throws RegexException {
    int start = next;
    int copies = repeat.min();
    if (repeat.max() == Repeat.UNBOUNDED) {
      int fork = nfa.addFork(next, next);
      int body = compile(repeat.part(), fork);
      nfa.setFork(fork, body, next);
      // The loop's own body is the last of the copies that must be there.
      start = copies == 0 ? fork : body;
      copies = Math.max(0, copies - 1);
    } else {
      for (int i = repeat.min(); i < repeat.max(); i++) {
        start = nfa.addFork(compile(repeat.part(), start), next);
      }
    }
    for (int i = 0; i < copies; i++) {
      start = compile(repeat.part(), start);
    }
    return start;
  }
}
