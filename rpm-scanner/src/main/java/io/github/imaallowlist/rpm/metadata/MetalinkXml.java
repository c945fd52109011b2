package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a metalink as MirrorManager gives it out: version 3, with former states of the file in
 * elements of its own namespace (librepo's {@code metalink.c}).
 */
public final class MetalinkXml {
  private static final String NAMESPACE = "http://www.metalinker.org/";
  private static final String MIRROR_MANAGER = "http://fedorahosted.org/mirrormanager";
  private static final String FILE = "repomd.xml";
  private static final int MOST_PREFERRED = 100;

  private final MetadataXml xml;
  private final List<Mirror> mirrors = new ArrayList<>();
  private final List<Set<FileDigest>> states = new ArrayList<>();
  private boolean found;

  private MetalinkXml(MetadataXml xml) {
    this.xml = xml;
  }

  /**
   * Parses its bytes.
   *
   * @param source its name for errors
   */
  public static Metalink parse(String source, byte[] bytes) throws IOException {
    try (MetadataXml xml = new MetadataXml(source, new ByteArrayInputStream(bytes))) {
      return new MetalinkXml(xml).parse();
    }
  }

  private record Mirror(URI url, long preference) {}

  private Metalink parse() throws IOException {
    xml.root(NAMESPACE, "metalink");
    eachChild("files", () -> eachChild("file", this::readFile));
    xml.end();
    if (!found) {
      throw xml.malformed("expected a <file name=\"%s\">, there is none".formatted(FILE));
    }
    // Stable: of equal preference, as they are listed.
    mirrors.sort(Comparator.comparingLong(Mirror::preference).reversed());
    return new Metalink(mirrors.stream().map(Mirror::url).toList(), states);
  }

  /** The first one of that name counts, as for librepo. */
  private void readFile() throws IOException {
    if (found || !xml.attribute("name").equals(Optional.of(FILE))) {
      xml.skip();
      return;
    }
    found = true;
    while (xml.nextChild()) {
      if (xml.isElement(NAMESPACE, "verification")) {
        readVerification();
      } else if (xml.isElement(NAMESPACE, "resources")) {
        eachChild("url", this::readUrl);
      } else if (xml.isElement(MIRROR_MANAGER, "alternates")) {
        readAlternates();
      } else {
        xml.skip();
      }
    }
  }

  private void readAlternates() throws IOException {
    while (xml.nextChild()) {
      if (xml.isElement(MIRROR_MANAGER, "alternate")) {
        eachChild("verification", this::readVerification);
      } else {
        xml.skip();
      }
    }
  }

  private void readVerification() throws IOException {
    Set<FileDigest> digests = new HashSet<>();
    eachChild("hash", () -> readHash().ifPresent(digests::add));
    if (!digests.isEmpty()) {
      states.add(digests);
    }
  }

  private Optional<FileDigest> readHash() throws IOException {
    Optional<HashAlgorithm> algorithm = xml.attribute("type").flatMap(MetalinkXml::algorithm);
    String hex = xml.text();
    if (algorithm.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(FileDigest.ofHex(algorithm.get(), hex));
    } catch (IllegalArgumentException e) {
      throw xml.malformed(
          "expected a %s hash in hexadecimal, not '%s'"
              .formatted(algorithm.get(), MetadataXml.excerpt(hex)));
    }
  }

  private static Optional<HashAlgorithm> algorithm(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "sha256", "sha-256" -> Optional.of(HashAlgorithm.SHA256);
      case "sha384", "sha-384" -> Optional.of(HashAlgorithm.SHA384);
      case "sha512", "sha-512" -> Optional.of(HashAlgorithm.SHA512);
      default -> Optional.empty();
    };
  }

  /** Those of rsync and ftp, which every metalink has, are left out. */
  private void readUrl() throws IOException {
    String preference = xml.attribute("preference").orElse("0");
    long preferred = Math.min(xml.number("preference", preference), MOST_PREFERRED);
    String text = xml.text();
    String lower = text.toLowerCase(Locale.ROOT);
    boolean http = lower.startsWith("http://") || lower.startsWith("https://");
    if (!http || mirrors.size() >= MetadataLimits.MIRRORS) {
      return;
    }
    try {
      URI url = new URI(text);
      if (url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null) {
        mirrors.add(new Mirror(url, preferred));
      }
    } catch (URISyntaxException e) {
      throw xml.malformed("expected a URL, not '%s'".formatted(MetadataXml.excerpt(text)));
    }
  }

  /** Reads each child of that name, and skips the others. */
  private void eachChild(String name, Reading reading) throws IOException {
    while (xml.nextChild()) {
      if (xml.isElement(NAMESPACE, name)) {
        reading.run();
      } else {
        xml.skip();
      }
    }
  }

  private interface Reading {
    void run() throws IOException;
  }
}
