package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/** The bytes of a path that is an argument. Java has decoded it by the locale. */
public final class PathArgument {
  private static final char REPLACEMENT = '\ufffd';

  private PathArgument() {}

  /**
   * The bytes that the argument was decoded from.
   *
   * @throws AllowlistException if they may be lost
   */
  public static byte[] bytes(String argument) throws AllowlistException {
    CharsetEncoder encoder = ofLocale().newEncoder();
    if (argument.indexOf(REPLACEMENT) >= 0 || !encoder.canEncode(argument)) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "'" + argument + "' has bytes that this locale's encoding does not have",
          "Give the path on standard input, and - in its place.");
    }
    return argument.getBytes(ofLocale());
  }

  private static Charset ofLocale() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }
}
