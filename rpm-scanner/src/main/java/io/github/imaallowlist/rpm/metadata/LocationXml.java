package io.github.imaallowlist.rpm.metadata;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a {@code location} element: where in the repository a file is.
 *
 * <p>It is the file's name as it is, not percent-encoded: createrepo_c writes it so, and dnf
 * encodes it when it makes a URL of it. With {@code ://} in it, it is a whole URL (librepo's {@code
 * downloader.c}), and that is percent-encoded already; so is {@code xml:base}, where it is a URL.
 */
final class LocationXml {
  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  private LocationXml() {}

  /**
   * The current element's location; leaves the element.
   *
   * @throws io.github.imaallowlist.error.InputException if it leads out of its base, or the base is
   *     not reached by http or https
   */
  static Location read(MetadataXml xml) throws IOException {
    String href = xml.requiredAttribute("href");
    Optional<String> base = xml.attribute(XML, "base").filter(text -> !text.isEmpty());
    Location location;
    if (isUrl(href)) {
      location = ofUrl(xml, href);
    } else if (base.isPresent() && isUrl(base.get())) {
      location = new Location(path(xml, href), Optional.of(url(xml, base.get())));
    } else {
      // An absolute one does not become harmless by what stands before it.
      String path =
          href.startsWith("/") ? href : base.map(folder -> folder + "/").orElse("") + href;
      location = new Location(path(xml, href.isEmpty() ? href : path), Optional.empty());
    }
    xml.skip();
    return location;
  }

  /** The URL's origin is the base. */
  private static Location ofUrl(MetadataXml xml, String href) throws IOException {
    URI url = url(xml, href);
    if (url.getRawQuery() != null || url.getRawPath().isEmpty()) {
      throw leaves(xml, href, "it is a URL with a query or without a path");
    }
    URI origin = URI.create(url.getScheme() + "://" + url.getRawAuthority() + "/");
    try {
      RelativePath path = RelativePath.ofPercentEncoded(url.getRawPath().substring(1));
      return new Location(path, Optional.of(origin));
    } catch (IllegalArgumentException e) {
      throw leaves(xml, href, String.valueOf(e.getMessage()));
    }
  }

  private static URI url(MetadataXml xml, String text) throws IOException {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw leaves(xml, text, "it is no URL");
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || url.getHost() == null) {
      throw leaves(xml, text, "it is a URL, and not one of http or https");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw leaves(xml, text, "it is a URL with a user or a fragment");
    }
    return url;
  }

  private static RelativePath path(MetadataXml xml, String path) throws IOException {
    try {
      return RelativePath.of(path);
    } catch (IllegalArgumentException e) {
      throw leaves(xml, path, String.valueOf(e.getMessage()));
    }
  }

  private static IOException leaves(MetadataXml xml, String location, String reason) {
    return xml.malformed(
        "expected a location in the repository, not '%s': %s"
            .formatted(MetadataXml.excerpt(location), reason));
  }

  /** A colon alone does not make a URL: file names have one, before a version for instance. */
  private static boolean isUrl(String text) {
    return text.contains("://") || text.toLowerCase(Locale.ROOT).startsWith("file:");
  }
}
