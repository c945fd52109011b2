package io.github.imaallowlist.selinux.policy;

import java.util.regex.Pattern;

/** Names in a policy: of types, attributes, booleans, classes, permissions, users and roles. */
final class PolicyNames {
  /**
   * As in {@code policy_scan.l} of checkpolicy; and {@code @ttr0000000001}, as libsepol and setools
   * call an attribute whose name the binary policy does not have.
   */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*|@ttr[0-9]+");

  private static final int SHOWN_CHARACTERS = 120;

  private PolicyNames() {}

  static boolean isName(String word) {
    return word.length() <= SetoolsLimits.NAME_LENGTH && NAME.matcher(word).matches();
  }

  /** For a message: not more than a line of it, and nothing that a terminal obeys. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars()
        .limit(SHOWN_CHARACTERS)
        .forEach(c -> shown.append(c >= 0x20 && c < 0x7f ? (char) c : '?'));
    return shown + (text.length() > SHOWN_CHARACTERS ? "..." : "");
  }
}
