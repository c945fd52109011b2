package io.github.imaallowlist.maven.parameter;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a goal's parameters where the toolkit's messages name options of the command line. The
 * parameter for {@code --allow-unsigned} is {@code allowUnsigned}, its property {@code
 * ima.allowUnsigned}; so are all, but for those that a goal had to name otherwise.
 */
public final class ParameterText {
  /** Before every property. */
  public static final String PREFIX = "ima.";

  private static final Pattern OPTION =
      Pattern.compile("(?<![\\w-])--([a-z][a-z0-9]*(?:-[a-z0-9]+)*)( (?=[A-Z]{2,}))?( (?=[a-z]))?");

  /** Options that a word follows in messages, which is one of their values. */
  private static final Set<String> CHOICES = Set.of("format", "read", "signature", "trust");

  private final Class<?> goal;
  private final Map<String, String> renamed;

  /**
   * @param renamed for an option's name in camel case the parameter's, where they differ
   */
  public ParameterText(Class<?> goal, Map<String, String> renamed) {
    this.goal = goal;
    this.renamed = Map.copyOf(renamed);
  }

  /** A parameter as a user would set it. */
  public static String property(String parameter) {
    return "-D" + PREFIX + parameter;
  }

  /** A message, with parameters for the options that the goal has. */
  public String of(String message) {
    Set<String> known = ParameterFields.names(goal);
    Matcher options = OPTION.matcher(message);
    StringBuilder text = new StringBuilder();
    while (options.find()) {
      String camel = camelCase(options.group(1));
      String parameter = renamed.getOrDefault(camel, camel);
      options.appendReplacement(
          text,
          Matcher.quoteReplacement(
              known.contains(parameter)
                  ? property(parameter) + separator(parameter, options)
                  : options.group()));
    }
    options.appendTail(text);
    return text.toString();
  }

  private String separator(String parameter, Matcher option) {
    boolean placeholder = option.group(2) != null;
    boolean word = option.group(3) != null;
    boolean value =
        (placeholder && !ParameterFields.isSwitch(goal, parameter))
            || (word && CHOICES.contains(parameter));
    if (value) {
      return "=";
    }
    return placeholder || word ? " " : "";
  }

  private static String camelCase(String option) {
    StringBuilder camel = new StringBuilder();
    for (String word : option.split("-", -1)) {
      camel.append(
          camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }
}
