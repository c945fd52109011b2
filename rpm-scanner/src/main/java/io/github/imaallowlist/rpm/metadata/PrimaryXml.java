package io.github.imaallowlist.rpm.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code primary.xml}: a repository's list of packages. */
public final class PrimaryXml {
  static final String NAMESPACE = "http://linux.duke.edu/metadata/common";

  private final MetadataXml xml;
  private final Map<Location, ListedPackage> byLocation = new HashMap<>();
  private final Map<String, String> shared = new HashMap<>();
  private long keptCharacters;
  private int packages;

  private PrimaryXml(MetadataXml xml) {
    this.xml = xml;
  }

  /**
   * Parses decompressed XML to its end.
   *
   * @param source the file's name for errors
   * @return each location once, in the order of their bytes
   */
  public static List<ListedPackage> parse(String source, InputStream in) throws IOException {
    try (MetadataXml xml = new MetadataXml(source, in)) {
      return new PrimaryXml(xml).parse();
    }
  }

  private List<ListedPackage> parse() throws IOException {
    xml.root(NAMESPACE, "metadata");
    Optional<String> announced = xml.attribute("packages");
    while (xml.nextChild()) {
      if (xml.isElement(NAMESPACE, "package")) {
        add(new PackageXml(xml, this::share).read());
      } else {
        xml.skip();
      }
    }
    xml.end();
    if (announced.isPresent() && xml.number("packages", announced.get()) != packages) {
      throw xml.malformed(
          "expected %s packages, as its first line says, and there are %d"
              .formatted(announced.get(), packages));
    }
    List<ListedPackage> sorted = new ArrayList<>(byLocation.values());
    sorted.sort(
        Comparator.comparing((ListedPackage listed) -> listed.location().path())
            .thenComparing(listed -> listed.location().base().map(URI::toString).orElse("")));
    return sorted;
  }

  private void add(ListedPackage listed) throws IOException {
    packages++;
    if (packages > MetadataLimits.PACKAGES) {
      throw xml.tooMuch("there are more than %d packages".formatted(MetadataLimits.PACKAGES));
    }
    keptCharacters += listed.id().name().length() + listed.location().path().length();
    if (keptCharacters > MetadataLimits.KEPT_CHARACTERS) {
      throw xml.tooMuch(
          "names and locations have more than %d characters"
              .formatted(MetadataLimits.KEPT_CHARACTERS));
    }
    ListedPackage earlier = byLocation.putIfAbsent(listed.location(), listed);
    if (earlier != null && !earlier.equals(listed)) {
      throw xml.malformed(
          "two packages that differ have the same location '%s'".formatted(listed.location()));
    }
  }

  /** One string for all packages that have the same version, release or architecture. */
  private String share(String text) {
    String earlier = shared.putIfAbsent(text, text);
    if (earlier != null) {
      return earlier;
    }
    keptCharacters += text.length();
    return text;
  }
}
