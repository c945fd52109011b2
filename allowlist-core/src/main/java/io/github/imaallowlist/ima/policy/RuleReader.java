package io.github.imaallowlist.ima.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line with a rule as {@code ima_policy.c} does (ima_parse_rule): words between blanks and
 * tabs, in any order, of which one is the action.
 */
public final class RuleReader {
  private static final Map<String, ImaAction> ACTIONS =
      Arrays.stream(ImaAction.values()).collect(Collectors.toMap(ImaAction::word, a -> a));
  private static final Map<String, Keyword> KEYWORDS =
      Arrays.stream(Keyword.values()).collect(Collectors.toMap(Keyword::word, k -> k));

  /** All words, in the tables' order. */
  private static final List<String> KNOWN =
      Stream.concat(
              Arrays.stream(ImaAction.values()).map(ImaAction::word),
              Arrays.stream(Keyword.values()).map(Keyword::word))
          .toList();

  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  private final List<RuleProblem> problems = new ArrayList<>();
  private final List<ImaCondition> conditions = new ArrayList<>();
  private @Nullable ImaAction action;

  private RuleReader() {}

  /**
   * Reads a line that is neither blank nor a comment.
   *
   * @param line without its end
   */
  public static RuleReading read(String line) {
    RuleReader reader = new RuleReader();
    for (String word : BLANKS.split(line, -1)) {
      if (word.startsWith("#")) {
        reader.refuse(
            "a comment after a rule, in its line", "put the comment into a line of its own");
        break;
      }
      if (!word.isEmpty()) {
        reader.word(word);
      }
    }
    return reader.reading();
  }

  private RuleReading reading() {
    ImaAction does = action;
    if (does == null) {
      if (problems.isEmpty()) {
        refuse("a rule without an action", "begin it with measure, dont_measure or another action");
      }
    } else {
      for (RuleProblem problem : RuleValidity.problems(does, conditions)) {
        problems.add(problem);
      }
    }
    boolean refused = problems.stream().anyMatch(RuleProblem::refused);
    return new RuleReading(
        does == null || refused ? Optional.empty() : Optional.of(new ImaRule(does, conditions)),
        problems);
  }

  private void word(String word) {
    ImaAction named = ACTIONS.get(word);
    if (named != null) {
      if (action != null) {
        refuse("a second action, " + word, "write a rule for each action");
      }
      action = named;
      return;
    }
    int sign = signAt(word);
    String key = sign < 0 ? word : word.substring(0, sign);
    Keyword keyword = KEYWORDS.get(key);
    if (keyword == null) {
      refuse("unknown word " + quoted(key), meant(key, KNOWN));
    } else if (keyword == Keyword.PERMIT_DIRECTIO) {
      directio(word);
    } else if (sign < 0 || sign == word.length() - 1) {
      refuse(key + " without a value", "write " + key + "= with a value right after it");
    } else {
      value(keyword, word.charAt(sign), word.substring(sign + 1));
    }
  }

  private void directio(String word) {
    if (!word.equals(Keyword.PERMIT_DIRECTIO.word())) {
      refuse("permit_directio with a value", "write permit_directio alone");
    } else {
      add(new ImaCondition.PermitDirectio());
    }
  }

  private void value(Keyword keyword, char sign, String value) {
    if (sign != '=' && !keyword.ofId()) {
      refuse(
          keyword.word() + " is not compared with " + sign,
          "write " + keyword.word() + "=" + value);
      return;
    }
    if (keyword == Keyword.TEMPLATE && action == null) {
      refuse("template before the action", "put measure first");
      return;
    }
    try {
      add(RuleValue.read(keyword, comparison(sign), value, problems));
    } catch (RuleValue.RefusedException e) {
      problems.add(e.problem());
    }
  }

  /** Later ones replace earlier ones of which the kernel takes any number. */
  private void add(ImaCondition condition) {
    boolean repeatable =
        switch (condition.keyword()) {
          case FSNAME, PCR, PERMIT_DIRECTIO, DIGEST_TYPE, APPRAISE_TYPE, APPRAISE_FLAG -> true;
          default -> false;
        };
    if (repeatable && conditions.removeIf(earlier -> earlier.keyword() == condition.keyword())) {
      problems.add(
          RuleProblem.oddity(
              condition.keyword().word() + " stands twice in a rule: only the last one counts",
              "keep one, or write a rule for each"));
    }
    conditions.add(condition);
  }

  private static int signAt(String word) {
    for (int i = 0; i < word.length(); i++) {
      if ("=<>".indexOf(word.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static Comparison comparison(char sign) {
    return switch (sign) {
      case '<' -> Comparison.LESS;
      case '>' -> Comparison.GREATER;
      default -> Comparison.EQUAL;
    };
  }

  private void refuse(String problem, String remedy) {
    problems.add(RuleProblem.refusal(problem, remedy));
  }

  /** A word of the input, fit for a message. */
  static String quoted(String word) {
    String shown = word.length() > 60 ? word.substring(0, 60) + "..." : word;
    return '"' + shown + '"';
  }

  /** A remedy that names what may have been meant. */
  static String meant(String word, List<String> known) {
    return Spelling.nearest(word, known)
        .map(near -> "did you mean " + near + "?")
        .orElseGet(() -> "known are " + String.join(", ", known));
  }
}
