package io.github.imaallowlist.maven.report;

import java.util.Locale;

/** Amounts as people read them, the same on every machine. */
final class Amounts {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final double STEP = 1000;

  private Amounts() {}

  /** In decimal units: {@code 1.5 MB}. */
  static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    // What would be rounded to 1000 belongs to the next unit.
    while (amount >= STEP - 0.5 && unit < UNITS.length - 1) {
      amount /= STEP;
      unit++;
    }
    boolean decimals = unit > 0 && amount < 10;
    return String.format(Locale.ROOT, decimals ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
  }

  /** {@code 1 package}, {@code 2,000 packages}. */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
