package io.github.imaallowlist.selinux.regex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Regexes in an order, of which the last one that matches counts. Immutable.
 *
 * <p>Each is anchored and searched for as libselinux does, and is for certain kinds of things only.
 */
public final class RegexSet {
  /** Kinds are bits of an int. */
  public static final int MAX_KINDS = 31;

  private final Nfa nfa;
  private final int start;
  private final int[] kindsOf;
  private final int kinds;

  private RegexSet(Nfa nfa, int start, int[] kindsOf, int kinds) {
    this.nfa = nfa;
    this.start = start;
    this.kindsOf = kindsOf;
    this.kinds = kinds;
  }

  /**
   * @param kinds how many kinds of things there are, at most {@link #MAX_KINDS}
   */
  public static Builder builder(int kinds) {
    if (kinds < 1 || kinds > MAX_KINDS) {
      throw new IllegalArgumentException(kinds + " kinds");
    }
    return new Builder(kinds);
  }

  /** What finds matches; for one thread, which it makes faster with each text. */
  public RegexMatcher matcher() {
    return matcher(RegexLimits.CACHED_INTS);
  }

  /**
   * @param bound of the room that it takes, in ints
   */
  RegexMatcher matcher(int bound) {
    return new RegexMatcher(new LazyDfa(nfa, start, kindsOf, kinds, bound));
  }

  /**
   * What came out about a regex.
   *
   * @param canMatch whether some text with the prefix matches it
   * @param hasOpenEnds whether it also matches texts that only start, end or go on as it says
   */
  public record Added(boolean canMatch, boolean hasOpenEnds) {}

  /** Takes the regexes, each to come before all that were taken already. */
  public static final class Builder {
    private final int kinds;
    private final Nfa nfa = new Nfa();
    private final NfaWalk walk = new NfaWalk(nfa);
    private final List<Integer> kindsOf = new ArrayList<>();

    /** Where regexes begin that any text may match. */
    private final List<Integer> starts = new ArrayList<>();

    /** Where regexes go on behind the text with which all that they match must start. */
    private final Map<String, List<Integer>> startsBehind = new LinkedHashMap<>();

    private Builder(int kinds) {
      this.kinds = kinds;
    }

    /**
     * Adds a regex; its number is the count of those before it.
     *
     * @param prefix in ASCII: only texts that start with it are looked at, as they are
     * @param kindMask the kinds it is for, each by its bit
     */
    public Added add(String regex, Optional<String> prefix, int kindMask) throws RegexException {
      RegexParser.Parsed parsed = RegexParser.parse(regex);
      int entry = new RegexCompiler(nfa).compile(parsed.node(), nfa.addMatch(kindsOf.size()));
      kindsOf.add(kindMask);
      if (prefix.isEmpty()) {
        starts.add(entry);
        return new Added(true, parsed.openEnds());
      }
      int[] behind = statesBehind(prefix.get(), entry);
      List<Integer> all = startsBehind.computeIfAbsent(prefix.get(), p -> new ArrayList<>());
      for (int state : behind) {
        all.add(state);
      }
      return new Added(behind.length > 0, parsed.openEnds());
    }

    private int[] statesBehind(String prefix, int entry) {
      int[] states = walk.enter(entry);
      for (byte value : prefix.getBytes(StandardCharsets.US_ASCII)) {
        states = walk.step(states, value);
      }
      return states;
    }

    public RegexSet build() throws RegexException {
      List<Integer> all = new ArrayList<>(starts);
      for (Map.Entry<String, List<Integer>> one : startsBehind.entrySet()) {
        if (!one.getValue().isEmpty()) {
          int state = fork(one.getValue());
          byte[] prefix = one.getKey().getBytes(StandardCharsets.US_ASCII);
          for (int i = prefix.length - 1; i >= 0; i--) {
            state = nfa.addByte(ByteSet.of(prefix[i]), state);
          }
          all.add(state);
        }
      }
      int start = all.isEmpty() ? nfa.addByte(ByteSet.NONE, 0) : fork(all);
      int[] masks = kindsOf.stream().mapToInt(Integer::intValue).toArray();
      return new RegexSet(nfa, start, masks, kinds);
    }

    /** A state that leads to all of these. */
    private int fork(List<Integer> states) throws RegexException {
      int fork = states.get(0);
      for (int state : states.subList(1, states.size())) {
        fork = nfa.addFork(state, fork);
      }
      return fork;
    }
  }
}
