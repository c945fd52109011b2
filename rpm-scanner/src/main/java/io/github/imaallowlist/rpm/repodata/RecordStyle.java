package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How a file writes its records, and a record written so.
 *
 * @param prefix of its namespace: empty, or ending with a colon
 * @param separator white space before a record
 * @param inner white space before each element of a record
 * @param closing white space before a record's end tag
 */
record RecordStyle(String prefix, String separator, String inner, String closing) {
  /** Deeper than anybody indents; white space beyond it is not taken over. */
  private static final int MAX_LENGTH = 256;

  RecordStyle {
    separator = bounded(separator);
    inner = bounded(inner);
    closing = bounded(closing);
  }

  private static String bounded(String whiteSpace) {
    return whiteSpace.length() > MAX_LENGTH ? "\n" : whiteSpace;
  }

  /** The elements in the order in which createrepo_c has them ({@code xml_dump_repomd.c}). */
  String element(MetadataRecord data) {
    StringBuilder xml = new StringBuilder();
    xml.append('<').append(prefix).append("data type=\"").append(data.type()).append("\">");
    checksum(xml, "checksum", data.checksum());
    data.openChecksum().ifPresent(checksum -> checksum(xml, "open-checksum", checksum));
    xml.append(inner).append('<').append(prefix).append("location href=\"");
    xml.append(href(data)).append("\"/>");
    number(xml, "timestamp", data.timestamp());
    number(xml, "size", data.size());
    number(xml, "open-size", data.openSize());
    return xml.append(closing).append("</").append(prefix).append("data>").toString();
  }

  /**
   * @throws IllegalArgumentException if it is not as plain as the names that this program gives
   */
  private static String href(MetadataRecord data) {
    String path = data.location().path().toString();
    if (data.location().base().isPresent() || !path.matches("[A-Za-z0-9/._-]+")) {
      throw new IllegalArgumentException("no location of ours: " + data.location());
    }
    return path;
  }

  private void checksum(StringBuilder xml, String name, FileDigest checksum) {
    String type = checksum.algorithm().name().toLowerCase(Locale.ROOT);
    text(xml, name, " type=\"" + type + "\"", checksum.hex());
  }

  private void number(StringBuilder xml, String name, OptionalLong number) {
    number.ifPresent(value -> text(xml, name, "", Long.toString(value)));
  }

  private void text(StringBuilder xml, String name, String attribute, String text) {
    xml.append(inner).append('<').append(prefix).append(name).append(attribute).append('>');
    xml.append(text).append("</").append(prefix).append(name).append('>');
  }
}
