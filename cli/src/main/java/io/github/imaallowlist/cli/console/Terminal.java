package io.github.imaallowlist.cli.console;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What stands behind a stream.
 *
 * @param interactive whether a person looks at it
 * @param colours whether it is to be coloured
 * @param columns its width, in characters
 */
public record Terminal(boolean interactive, boolean colours, int columns) {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int MIN_COLUMNS = 20;

  /** No terminal, but a file or pipe. */
  public static final Terminal NONE = new Terminal(false, false, DEFAULT_COLUMNS);

  /** Where lines of text are to be wrapped: nowhere, unless a person looks at them. */
  public int textColumns() {
    return interactive ? columns : Integer.MAX_VALUE;
  }

  /** Looks at this process's standard output. */
  public static Terminal ofStandardOutput() {
    return of("/proc/self/fd/1");
  }

  /** Looks at this process's standard error. */
  public static Terminal ofStandardError() {
    return of("/proc/self/fd/2");
  }

  private static Terminal of(String descriptor) {
    if (!isTerminal(descriptor) || "dumb".equals(System.getenv("TERM"))) {
      return NONE;
    }
    // https://no-color.org: any value that is not empty.
    String noColour = System.getenv("NO_COLOR");
    return new Terminal(true, noColour == null || noColour.isEmpty(), columnsOfTerminal());
  }

  private static boolean isTerminal(String descriptor) {
    try {
      String device = Files.readSymbolicLink(Path.of(descriptor)).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  private static int columnsOfTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream in = stty.getInputStream()) {
        String[] size =
            new String(in.readNBytes(64), StandardCharsets.US_ASCII).trim().split(" ", 2);
        boolean done = stty.waitFor(1, TimeUnit.SECONDS) && size.length == 2;
        return done ? Math.max(MIN_COLUMNS, Integer.parseInt(size[1])) : DEFAULT_COLUMNS;
      }
    } catch (IOException | NumberFormatException e) {
      return DEFAULT_COLUMNS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DEFAULT_COLUMNS;
    }
  }
}
