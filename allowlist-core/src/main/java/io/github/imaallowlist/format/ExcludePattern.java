package io.github.imaallowlist.format;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern of paths that Keylime does not check: valid in Python's {@code re}, cheap on any path,
 * and not one that lets every path pass.
 *
 * <p>Keylime joins all patterns as {@code (a)|(b)} and matches from the path's start, not to its
 * end ({@code keylime/common/validators.py}); one pattern that Python cannot compile switches all
 * of them off. So this takes a part of Python's syntax only, in which it can be sure:
 *
 * <ul>
 *   <li>characters, {@code .}, and punctuation behind a backslash; no space, for the kernel logs
 *       {@code _} instead
 *   <li>sets like {@code [a-z_]} and {@code [^/]}, and {@code \d \D \s \S \w \W}
 *   <li>groups {@code (...)} and {@code (?:...)}, and alternatives {@code a|b}
 *   <li>{@code * + ? {m} {m,} {m,n}}, also the lazy ones with {@code ?}
 *   <li>{@code ^} first and {@code $} last in an alternative
 * </ul>
 *
 * @param text as in the policy
 */
public record ExcludePattern(String text) {
  /** In characters: enough for anything that a person can still read. */
  public static final int MAX_LENGTH = 1000;

  /** Paths as unlike each other as can be: what matches them all matches everything. */
  private static final List<String> UNLIKE_PATHS =
      List.of("/a", "/Z/0", "/usr/bin/bash", "/etc/passwd", "/\u4e00", "/-_~", "/lib/.x/=y,");

  /**
   * @throws IllegalArgumentException if it is not such a pattern; the message says where and why
   */
  public ExcludePattern {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the exclude pattern has %d characters, more than %d"
              .formatted(text.length(), MAX_LENGTH));
    }
    if (ExcludeSyntax.shapeOf(text).minLength() == 0) {
      throw matchesAll(text);
    }
    Pattern pattern = Pattern.compile(text);
    if (UNLIKE_PATHS.stream().allMatch(path -> pattern.matcher(path).lookingAt())) {
      throw matchesAll(text);
    }
  }

  private static IllegalArgumentException matchesAll(String text) {
    return new IllegalArgumentException(
        "exclude pattern '%s': it matches every path, so nothing would be checked".formatted(text));
  }

  @Override
  public String toString() {
    return text;
  }
}
