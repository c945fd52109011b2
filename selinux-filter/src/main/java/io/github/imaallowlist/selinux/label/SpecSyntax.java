package io.github.imaallowlist.selinux.label;

import java.util.Optional;

/** What libselinux makes of a spec's regex without matching it ({@code label_file.h}). */
final class SpecSyntax {
  private static final String META_CHARACTERS = ".^$?*+|[({";

  /** Of these, libselinux 3.8 and later take more for meta characters, alone or ... */
  private static final String LATER_META_CHARACTERS = "])}";

  /** ... escaped, unless it is one of these. */
  private static final String LITERAL_WHEN_ESCAPED =
      META_CHARACTERS + LATER_META_CHARACTERS + "-_,";

  private SpecSyntax() {}

  /** Whether it has no meta character, and so goes before all that have (spec_hasMetaChars). */
  static boolean isExact(String regex) {
    for (int i = 0; i < regex.length(); i++) {
      if (regex.charAt(i) == '\\') {
        i++;
      } else if (META_CHARACTERS.indexOf(regex.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether an exact spec is one no longer since libselinux 3.8 (regex_has_meta_chars). */
  static boolean isLaterRegex(String exact) {
    for (int i = 0; i < exact.length(); i++) {
      char c = exact.charAt(i);
      if (c == '\\') {
        i++;
        if (i == exact.length() || LITERAL_WHEN_ESCAPED.indexOf(exact.charAt(i)) < 0) {
          return true;
        }
      } else if (LATER_META_CHARACTERS.indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The regex's first component with its slashes, if it has no meta characters
   * (get_stem_from_spec): only paths that begin so are compared with it. It is taken as it is,
   * backslashes included.
   */
  static Optional<String> stem(String regex) {
    int end = regex.indexOf('/', 1);
    for (int i = 0; i < end; i++) {
      if (META_CHARACTERS.indexOf(regex.charAt(i)) >= 0) {
        return Optional.empty();
      }
    }
    return end < 0 ? Optional.empty() : Optional.of(regex.substring(0, end + 1));
  }
}
