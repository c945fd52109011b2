package io.github.imaallowlist.rpm.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One place to ask, and what to say there about who asks.
 *
 * @param uri without userinfo and fragment
 * @param authorization the value of the Authorization field; for this origin alone
 */
record Location(URI uri, Origin origin, Optional<String> authorization) {
  private static final int MAX_SHOWN = 300;

  /** Userinfo in the URL goes before what the settings have for its origin. */
  static Location of(URI uri, List<Credentials> credentials) {
    Origin origin = Origin.of(uri);
    Optional<String> own = Optional.ofNullable(uri.getRawUserInfo()).map(Location::basicOfUserInfo);
    return new Location(
        bare(uri), origin, own.isPresent() ? own : authorization(origin, credentials));
  }

  /**
   * Where a redirect leads. Its userinfo is not honoured, and credentials go on only to their own
   * origin.
   *
   * @param reference the value of the Location field
   */
  Location redirected(String reference, List<Credentials> credentials)
      throws AttemptFailedException {
    Location next;
    try {
      URI target = bare(uri.resolve(new URI(escaped(reference))));
      Origin there = Origin.of(target);
      next =
          new Location(
              target,
              there,
              there.equals(origin) ? authorization : authorization(there, credentials));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw AttemptFailedException.protocol(
          "redirects to what is no http(s) URL: " + Shown.text(reference), e);
    }
    if (origin.secure() && !next.origin.secure()) {
      throw AttemptFailedException.protocol(
          "redirects from https to http, to " + next.origin, null);
    }
    return next;
  }

  private static Optional<String> authorization(Origin origin, List<Credentials> credentials) {
    return credentials.stream()
        .filter(each -> Origin.of(each.origin()).equals(origin))
        .map(each -> basic(each.user(), each.password()))
        .findFirst();
  }

  static String basicOfUserInfo(String rawUserInfo) {
    int colon = rawUserInfo.indexOf(':');
    String user = colon < 0 ? rawUserInfo : rawUserInfo.substring(0, colon);
    String password = colon < 0 ? "" : rawUserInfo.substring(colon + 1);
    return basic(PercentEncoding.decode(user), PercentEncoding.decode(password));
  }

  /** As RFC 7617 says, in UTF-8. */
  static String basic(String user, String password) {
    byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /** The URL without userinfo and fragment, and with a path. */
  static URI bare(URI uri) {
    Origin origin = Origin.of(uri);
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(origin + path + query);
  }

  /** As browsers do, what a URL may not have is escaped, not refused. */
  private static String escaped(String reference) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < reference.length(); i++) {
      char c = reference.charAt(i);
      boolean allowed = c > ' ' && c < 0x7F && "\"<>\\^`{|}".indexOf(c) < 0;
      text.append(allowed ? String.valueOf(c) : "%%%02X".formatted((int) c & 0xFF));
    }
    return text.toString();
  }

  /** The file's name ends that way, whatever its case. */
  boolean endsWith(String suffix) {
    return uri.getRawPath().toLowerCase(Locale.ROOT).endsWith(suffix);
  }

  /** For people; without the query, which may be a token. */
  @Override
  public String toString() {
    String text = origin + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?...");
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
