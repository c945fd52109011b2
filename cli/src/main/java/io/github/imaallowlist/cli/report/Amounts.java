package io.github.imaallowlist.cli.report;

import java.time.Duration;
import java.util.Locale;

/** Amounts as people read them. */
public final class Amounts {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final double STEP = 1000;

  private Amounts() {}

  /** In decimal units: {@code 1.5 MB}. */
  public static String bytes(long bytes) {
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

  /** {@code 0:07}, {@code 1:02:03}. */
  public static String time(Duration time) {
    long seconds = (time.toMillis() + 999) / 1000;
    return seconds >= 3600
        ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
        : "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  /** {@code 1 package}, {@code 2,000 packages}. */
  public static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
