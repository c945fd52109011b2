package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.ima.log.MeasurementEntry;

/** Names from a log in messages. */
final class Names {
  private static final int SHOWN = 200;

  private Names() {}

  /** Without what could move a terminal's cursor. */
  static String printable(MeasurementEntry entry) {
    return printable(entry.nameText());
  }

  static String printable(String name) {
    if (name.isEmpty()) {
      return "without a name";
    }
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .limit(SHOWN)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                text.append('?');
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }
}
