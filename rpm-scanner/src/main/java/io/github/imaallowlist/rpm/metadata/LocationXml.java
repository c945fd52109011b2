package io.github.imaallowlist.rpm.metadata;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a {@code location} element: where in the repository a file is.
 *
 * <p>It is the file's name as it is, not percent-encoded: createrepo_c writes it so, and dnf
 * encodes it when it makes a URL of it. With {@code ://} in it, it is a whole URL (librepo's {@code
 * downloader.c}).
 */
final class LocationXml {
  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  private LocationXml() {}

  /**
   * The current element's location; leaves the element.
   *
   * @throws io.github.imaallowlist.error.InputException if it is not inside the repository
   */
  static RelativePath read(MetadataXml xml) throws IOException {
    String href = xml.requiredAttribute("href");
    Optional<String> base = xml.attribute(XML, "base").filter(text -> !text.isEmpty());
    if (base.isPresent() && isUrl(base.get())) {
      throw xml.unsupported(
          "the location '%s' is below '%s', not in this folder; make the metadata without --baseurl"
              .formatted(MetadataXml.excerpt(href), MetadataXml.excerpt(base.get())));
    }
    if (href.isEmpty() || isUrl(href)) {
      throw leaves(xml, href, href.isEmpty() ? "the path is empty" : "it is a URL");
    }
    String path = base.map(folder -> folder + "/" + href).orElse(href);
    try {
      RelativePath location = href.startsWith("/") ? RelativePath.of(href) : RelativePath.of(path);
      xml.skip();
      return location;
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
