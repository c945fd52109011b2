package io.github.imaallowlist.rpm.repofile;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.MalformedInputException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One repository's section of a {@code .repo} file.
 *
 * @param source the file's name for errors
 * @param id what is in the brackets
 * @param options as they are written; lines of one value are parted by newlines
 */
public record RepoSection(String source, String id, Map<String, String> options) {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))");

  public RepoSection {
    options = Map.copyOf(options);
  }

  /**
   * The same section with values for its variables ({@code $releasever}, <code>${basearch}</code>)
   * in the options that are named.
   *
   * @throws AllowlistException if one has no value: dnf takes it from the system that it runs on,
   *     which is not the system that the list is for
   */
  public RepoSection with(Map<String, String> variables, List<String> used)
      throws AllowlistException {
    Map<String, String> expanded = new HashMap<>(options);
    for (String option : used) {
      if (options.containsKey(option)) {
        expanded.put(option, expand(option, options.get(option), variables));
      }
    }
    return new RepoSection(source, id, expanded);
  }

  private String expand(String option, String value, Map<String, String> variables)
      throws AllowlistException {
    StringBuilder expanded = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(value);
    while (matcher.find()) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      String given = variables.get(name);
      if (given == null) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "%s: %s in [%s] has the variable $%s, which has no value here"
                .formatted(source, option, id, name),
            "Give it as it is on the hosts that the list is for: --setvar %s=VALUE"
                .formatted(name));
      }
      matcher.appendReplacement(expanded, Matcher.quoteReplacement(given));
    }
    return matcher.appendTail(expanded).toString();
  }

  /** An option's value; absent also where it is empty. */
  public Optional<String> text(String option) {
    return Optional.ofNullable(options.get(option)).filter(value -> !value.isEmpty());
  }

  /** An option's values, parted by white space or commas. */
  public List<String> list(String option) {
    return Arrays.stream(options.getOrDefault(option, "").split("[\\s,]+"))
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /**
   * An option that is yes or no.
   *
   * @throws MalformedInputException if it is neither
   */
  public boolean flag(String option, boolean otherwise) throws MalformedInputException {
    String value = text(option).orElse(Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
    return switch (value) {
      case "1", "yes", "true", "on" -> true;
      case "0", "no", "false", "off" -> false;
      default ->
          throw new MalformedInputException(
              source, NO_OFFSET, "expected yes or no for %s in [%s]".formatted(option, id));
    };
  }
}
