package io.github.imaallowlist.selinux.regex;

/** Where in an automaton one may stand. Keeps what it works in: for one thread. */
final class NfaWalk {
  private final Nfa nfa;

  /** States, forks among them, each once however many ways lead to it. */
  private final StateSet pending = new StateSet();

  private final StateSet reached = new StateSet();

  NfaWalk(Nfa nfa) {
    this.nfa = nfa;
  }

  /** The states other than forks that one stands in, being in this one; in ascending order. */
  int[] enter(int state) {
    pending.clear();
    pending.add(state);
    return behindForks();
  }

  /** The states other than forks that a byte leads to from these; in ascending order. */
  int[] step(int[] states, int value) {
    pending.clear();
    for (int state : states) {
      if (nfa.takes(state, value)) {
        pending.add(nfa.next(state));
      }
    }
    return behindForks();
  }

  private int[] behindForks() {
    reached.clear();
    for (int i = 0; i < pending.size(); i++) {
      int state = pending.get(i);
      if (nfa.isFork(state)) {
        pending.add(nfa.next(state));
        pending.add(nfa.other(state));
      } else {
        reached.add(state);
      }
    }
    return reached.sorted();
  }
}
