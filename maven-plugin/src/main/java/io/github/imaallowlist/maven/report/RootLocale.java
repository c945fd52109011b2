package io.github.imaallowlist.maven.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * While one is open, numbers in messages look as they do on every machine: they stand in lists,
 * too, where something was left out. The command line sets its locale for good; here others run in
 * the same process, so it is set only where the user's writes numbers otherwise, only for
 * formatting, and back when the last goal that runs at the time is done.
 */
public final class RootLocale implements AutoCloseable {
  private static final Object LOCK = new Object();

  private static int open;
  private static @Nullable Locale before;

  private RootLocale() {}

  /** To be closed by who opened it. */
  public static RootLocale open() {
    synchronized (LOCK) {
      if (open++ == 0) {
        Locale usual = Locale.getDefault(Locale.Category.FORMAT);
        if (!sample(usual).equals(sample(Locale.ROOT))) {
          before = usual;
          Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        }
      }
    }
    return new RootLocale();
  }

  private static String sample(Locale locale) {
    return String.format(locale, "%,d %.1f", -1_234_567_890, 0.5);
  }

  @Override
  public void close() {
    synchronized (LOCK) {
      Locale usual = before;
      if (--open == 0 && usual != null) {
        Locale.setDefault(Locale.Category.FORMAT, usual);
        before = null;
      }
    }
  }
}
