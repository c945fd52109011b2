package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;

/** Paths on this machine that are written as URLs (RFC 8089). */
final class FileUrl {
  private static final String SCHEME = "file:";

  private FileUrl() {}

  static boolean isFileUrl(String text) {
    return text.toLowerCase(Locale.ROOT).startsWith(SCHEME);
  }

  /**
   * @throws AllowlistException if it names no file here
   */
  static Path toPath(String text) throws AllowlistException {
    try {
      URI url = new URI(text);
      String host = url.getRawAuthority();
      boolean here = host == null || host.equals("localhost");
      String path = url.getRawPath();
      boolean alone = url.getRawQuery() == null && url.getRawFragment() == null;
      if (here && alone && path != null && path.startsWith("/")) {
        return Path.of(URI.create("file://" + path));
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // The same answer as below.
    }
    throw new AllowlistException(
        ExitCode.USAGE,
        "'%s' names no file on this machine".formatted(text),
        "Give file:///PATH, with special characters percent-encoded, or the path itself.");
  }
}
