package io.github.imaallowlist.ima.check;

import io.github.imaallowlist.format.ExcludePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The paths that an allowlist excludes: Keylime matches each pattern from the path's start, and not
 * to its end ({@code keylime/common/validators.py}).
 *
 * <p>Patterns are Python's. One that is more than {@link ExcludePattern} knows excludes nothing
 * here: it could mean something else, or take for ever.
 */
public final class ExcludedPaths {
  private final List<Pattern> patterns = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  public ExcludedPaths(List<String> excludes) {
    for (String exclude : excludes) {
      try {
        patterns.add(
            Pattern.compile(
                new ExcludePattern(exclude).text(),
                Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS));
      } catch (IllegalArgumentException e) {
        unknown.add(exclude);
      }
    }
  }

  public boolean has(String path) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(path).lookingAt());
  }

  /** Patterns that exclude nothing here. */
  public List<String> unknown() {
    return List.copyOf(unknown);
  }
}
