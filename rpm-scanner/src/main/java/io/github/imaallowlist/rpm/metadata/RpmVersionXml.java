package io.github.imaallowlist.rpm.metadata;

import java.io.IOException;
import java.util.OptionalInt;

/** A {@code version} element, which all metadata has in the same form. */
record RpmVersionXml(OptionalInt epoch, String version, String release) {
  /** The current element's version; leaves the element. */
  static RpmVersionXml read(MetadataXml xml) throws IOException {
    RpmVersionXml read =
        new RpmVersionXml(
            epoch(xml, xml.attribute("epoch").orElse("")),
            xml.requiredAttribute("ver"),
            xml.requiredAttribute("rel"));
    xml.skip();
    return read;
  }

  /** RPM compares an absent epoch as 0, and createrepo_c writes 0 for it. */
  private static OptionalInt epoch(MetadataXml xml, String text) throws IOException {
    long epoch = text.isEmpty() ? 0 : xml.number("epoch", text);
    if (epoch > Integer.MAX_VALUE) {
      throw xml.tooMuch("the epoch is larger than %d".formatted(Integer.MAX_VALUE));
    }
    return epoch == 0 ? OptionalInt.empty() : OptionalInt.of((int) epoch);
  }
}
