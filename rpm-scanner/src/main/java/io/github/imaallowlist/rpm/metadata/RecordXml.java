package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.model.FileDigest;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one {@code data} element of {@code repomd.xml}. */
final class RecordXml {
  private final MetadataXml xml;
  private final String namespace;
  private final Set<String> seen = new HashSet<>();
  private @Nullable FileDigest checksum;
  private @Nullable FileDigest openChecksum;
  private @Nullable Location location;
  private OptionalLong timestamp = OptionalLong.empty();
  private OptionalLong size = OptionalLong.empty();
  private OptionalLong openSize = OptionalLong.empty();

  RecordXml(MetadataXml xml, String namespace) {
    this.xml = xml;
    this.namespace = namespace;
  }

  /** The record at the current element; leaves the element. */
  MetadataRecord read(String type) throws IOException {
    while (xml.nextChild()) {
      if (xml.isIn(namespace)) {
        readChild();
      } else {
        xml.skip();
      }
    }
    if (checksum == null || location == null) {
      throw xml.malformed("expected a checksum and a location for '%s'".formatted(type));
    }
    if (checksum.algorithm().isWeak()) {
      throw xml.unproven(
          "the checksum of '%s' is %s, which proves nothing; make the metadata with createrepo_c"
                  .formatted(type, checksum.algorithm())
              + " --checksum sha256");
    }
    return new MetadataRecord(
        type, checksum, Optional.ofNullable(openChecksum), location, timestamp, size, openSize);
  }

  private void readChild() throws IOException {
    String name = xml.name();
    if (!seen.add(name)) {
      throw xml.malformed(
          "expected one <%s>, this is a second one".formatted(MetadataXml.excerpt(name)));
    }
    switch (name) {
      case "checksum" -> checksum = ChecksumXml.read(xml);
      case "open-checksum" -> openChecksum = ChecksumXml.read(xml);
      case "location" -> location = LocationXml.read(xml);
      case "timestamp" -> timestamp = OptionalLong.of(seconds(xml.text()));
      case "size" -> size = OptionalLong.of(xml.number(name, xml.text()));
      case "open-size" -> openSize = OptionalLong.of(xml.number(name, xml.text()));
      default -> xml.skip();
    }
  }

  /** Old versions of createrepo wrote fractions of a second. */
  private long seconds(String text) throws IOException {
    int point = text.indexOf('.');
    long seconds = xml.number("timestamp", point < 0 ? text : text.substring(0, point));
    if (seconds > MetadataLimits.TIMESTAMP) {
      throw xml.tooMuch("the timestamp %d is beyond the year 9999".formatted(seconds));
    }
    return seconds;
  }
}
