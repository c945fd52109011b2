package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.transport.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The URL of a folder on a server, and so of the files below it.
 *
 * <p>A query stays behind each file's path, as librepo puts it ({@code lr_pathconcat} in its {@code
 * util.c}): some servers take a token there. User and password are parted from it, so that no text
 * of the URL shows them.
 */
final class BaseUrl {
  private final String folder;
  private final String query;
  private final Optional<Credentials> credentials;

  private BaseUrl(String folder, String query, Optional<Credentials> credentials) {
    this.folder = folder;
    this.query = query;
    this.credentials = credentials;
  }

  /** Whether a text is meant as a URL of http or https. */
  static boolean isHttp(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  /**
   * @throws AllowlistException if it is no such URL
   */
  static BaseUrl parse(String text) throws AllowlistException {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      // Its message holds the whole text, and so a password.
      throw unusable("a character at position %d is not allowed".formatted(e.getIndex()), text);
    }
    if (!isHttp(text) || url.getHost() == null) {
      throw unusable("expected http:// or https:// and a host", text);
    }
    if (url.getRawFragment() != null) {
      throw unusable("a fragment (#) has no meaning here", text);
    }
    try {
      return of(url);
    } catch (IllegalArgumentException e) {
      throw unusable(String.valueOf(e.getMessage()), text);
    }
  }

  /**
   * @param url absolute, http or https, with a host
   */
  static BaseUrl of(URI url) {
    String origin = url.getScheme() + "://" + hostAndPort(url);
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    Optional<Credentials> credentials =
        Optional.ofNullable(url.getRawUserInfo()).map(info -> credentials(origin, info));
    return new BaseUrl(origin + withoutSlashes(path), query, credentials);
  }

  private static Credentials credentials(String origin, String info) {
    int colon = info.indexOf(':');
    String user = colon < 0 ? info : info.substring(0, colon);
    String password = colon < 0 ? "" : info.substring(colon + 1);
    return new Credentials(URI.create(origin + "/"), decoded(user), decoded(password));
  }

  /** {@code URLDecoder} is for forms, where a plus stands for a space. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String hostAndPort(URI url) {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  private static String withoutSlashes(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static AllowlistException unusable(String problem, String text) {
    int at = text.lastIndexOf('@');
    String shown = at < 0 ? text : "…" + text.substring(at);
    return new AllowlistException(
        ExitCode.USAGE,
        "'%s' is no URL that can be used: %s".formatted(shown, problem),
        "Give http://HOST/PATH or https://HOST/PATH, with special characters percent-encoded.");
  }

  /** The URL of the folder itself, where a file's name would end it. */
  URI self() {
    return URI.create(folder + query);
  }

  /** The URL of a file below the folder. */
  URI file(RelativePath path) {
    return URI.create(folder + "/" + path.percentEncoded() + query);
  }

  URI origin() {
    return URI.create(folder).resolve("/");
  }

  /** What stands before the {@code @}, if something does. */
  Optional<Credentials> credentials() {
    return credentials;
  }

  /** The URL as people may see it: without user, password and query. */
  @Override
  public String toString() {
    return folder;
  }
}
