package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.error.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Cuts the data of an entry into the fields of its template. */
final class TemplateDataReader {
  private static final int NO_FIELDS = 0;

  private TemplateDataReader() {}

  /**
   * @param source the list's name, and {@code offset} where the data is in it, for errors
   * @throws MalformedInputException if a field does not end where the data does
   */
  static TemplateData cut(
      String source, long offset, Template template, byte[] bytes, ByteOrder order)
      throws MalformedInputException {
    if (!template.isKnown()) {
      return new TemplateData(bytes, new int[NO_FIELDS]);
    }
    ByteBuffer data = ByteBuffer.wrap(bytes).order(order);
    int[] bounds = new int[2 * template.fields().size()];
    for (int field = 0; field < template.fields().size(); field++) {
      if (data.remaining() < Integer.BYTES) {
        throw malformed(source, offset + data.position(), template, field, "is not there");
      }
      int length = data.getInt();
      if (length < 0 || length > data.remaining()) {
        throw malformed(
            source,
            offset + data.position() - Integer.BYTES,
            template,
            field,
            "has %s bytes, and %d are left in the entry"
                .formatted(Integer.toUnsignedString(length), data.remaining()));
      }
      bounds[2 * field] = data.position();
      bounds[2 * field + 1] = data.position() + length;
      data.position(data.position() + length);
    }
    if (data.hasRemaining()) {
      throw new MalformedInputException(
          source,
          offset + data.position(),
          "%d bytes follow the last field of an entry of template %s"
              .formatted(data.remaining(), template.name()));
    }
    return new TemplateData(bytes, bounds);
  }

  private static MalformedInputException malformed(
      String source, long offset, Template template, int field, String problem) {
    return new MalformedInputException(
        source,
        offset,
        "the field %s of an entry of template %s %s"
            .formatted(template.fields().get(field).id(), template.name(), problem));
  }
}
