package io.github.imaallowlist.rpm.transport;

/** What a server said, made harmless for a message: short, printable ASCII. */
final class Shown {
  private static final int MAX_LENGTH = 120;

  private Shown() {}

  static String text(String said) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(said.length(), MAX_LENGTH); i++) {
      char c = said.charAt(i);
      text.append(c >= ' ' && c < 0x7F ? c : '?');
    }
    return said.length() > MAX_LENGTH ? text + "..." : text.toString();
  }
}
