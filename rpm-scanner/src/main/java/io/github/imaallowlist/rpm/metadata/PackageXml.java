package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.PackageId;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code package} element of {@code primary.xml}. An element that is given twice is
 * refused: readers differ in which one they take.
 */
final class PackageXml {
  private static final String RPM = "http://linux.duke.edu/metadata/rpm";

  private final MetadataXml xml;
  private final UnaryOperator<String> share;
  private @Nullable String name;
  private @Nullable String arch;
  private @Nullable RpmVersionXml version;
  private @Nullable FileDigest checksum;
  private @Nullable Long size;
  private @Nullable Location location;
  private @Nullable HeaderRange headerRange;

  /**
   * @param share gives one string for texts that many packages have
   */
  PackageXml(MetadataXml xml, UnaryOperator<String> share) {
    this.xml = xml;
    this.share = share;
  }

  /** The package at the current element; leaves the element. */
  ListedPackage read() throws IOException {
    String type = xml.requiredAttribute("type");
    if (!type.equals("rpm")) {
      throw xml.unsupported("package type '%s' is not rpm".formatted(MetadataXml.excerpt(type)));
    }
    while (xml.nextChild()) {
      if (xml.isIn(PrimaryXml.NAMESPACE)) {
        readChild();
      } else {
        xml.skip();
      }
    }
    if (name == null
        || arch == null
        || version == null
        || checksum == null
        || size == null
        || location == null) {
      throw xml.malformed("expected name, arch, version, checksum, size and location of a package");
    }
    PackageId id = new PackageId(name, version.epoch(), version.version(), version.release(), arch);
    return new ListedPackage(id, checksum, size, location, Optional.ofNullable(headerRange));
  }

  private void readChild() throws IOException {
    switch (xml.name()) {
      case "name" -> name = first(name, nonEmptyText());
      case "arch" -> arch = first(arch, share.apply(nonEmptyText()));
      case "version" -> version = first(version, readVersion());
      case "checksum" -> checksum = first(checksum, ChecksumXml.read(xml));
      case "size" -> size = first(size, readSize());
      case "location" -> location = first(location, LocationXml.read(xml));
      case "format" -> readFormat();
      default -> xml.skip();
    }
  }

  private <T> T first(@Nullable T earlier, T value) throws IOException {
    if (earlier != null) {
      throw xml.malformed("a package says something twice that it can have once");
    }
    return value;
  }

  private String nonEmptyText() throws IOException {
    String element = xml.name();
    String text = xml.text();
    if (text.isEmpty()) {
      throw xml.malformed("expected a text in <%s>".formatted(element));
    }
    return text;
  }

  private RpmVersionXml readVersion() throws IOException {
    RpmVersionXml read = RpmVersionXml.read(xml);
    return new RpmVersionXml(
        read.epoch(), share.apply(read.version()), share.apply(read.release()));
  }

  private long readSize() throws IOException {
    long read = xml.number("size of the package", xml.requiredAttribute("package"));
    xml.skip();
    return read;
  }

  private void readFormat() throws IOException {
    while (xml.nextChild()) {
      if (xml.isElement(RPM, "header-range")) {
        headerRange = first(headerRange, readHeaderRange());
      } else {
        xml.skip();
      }
    }
  }

  private HeaderRange readHeaderRange() throws IOException {
    long start = xml.number("start of the header", xml.requiredAttribute("start"));
    long end = xml.number("end of the header", xml.requiredAttribute("end"));
    if (end < start) {
      throw xml.malformed("the header ends at %d, before its start at %d".formatted(end, start));
    }
    xml.skip();
    return new HeaderRange(start, end);
  }
}
