package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.ima.log.TemplateField.Form;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of one entry of an ASCII list, and makes the template data from it again. */
final class AsciiEntry {
  /** Bytes are read as Latin-1, so that none is lost. */
  private static final Pattern HEAD =
      Pattern.compile(
          "[ ]?([0-9]{1,2}) ([0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}) ([!-~]{1,254})("
              + " |$)");

  private static final int LONGEST_HEAD = 2 + 1 + 128 + 1 + LogLimits.TEMPLATE_NAME + 2;

  /**
   * Digest and name are in each entry. Of the fields behind them the kernel shows empty ones as
   * nothing between spaces, and who copies the text may lose spaces at a line's end.
   */
  private static final int FIRST_FIELDS = 2;

  private AsciiEntry() {}

  /** Whether the line begins as an entry does. */
  static boolean looksLikeOne(byte[] line) {
    return head(line).isPresent();
  }

  private static Optional<Matcher> head(byte[] line) {
    String start =
        new String(line, 0, Math.min(line.length, LONGEST_HEAD), StandardCharsets.ISO_8859_1);
    Matcher matcher = HEAD.matcher(start);
    return matcher.lookingAt() && Integer.parseInt(matcher.group(1)) < LogLimits.PCRS
        ? Optional.of(matcher)
        : Optional.empty();
  }

  /**
   * @param text all of the entry's lines
   * @param listed the algorithm of the list's hashes
   * @return empty if it is no entry
   */
  static Optional<MeasurementEntry> read(
      long number, byte[] text, ByteOrder order, HashAlgorithm listed) {
    Optional<Matcher> head = head(text);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    Template template = Template.named(head.get().group(3));
    byte[] rest = Arrays.copyOfRange(text, head.get().end(3), text.length);
    Optional<TemplateData> data =
        template.isKnown()
            ? data(template, rest, order)
            : Optional.of(new TemplateData(rest, new int[0]));
    return data.map(
        present ->
            new MeasurementEntry(
                number,
                Integer.parseInt(head.get().group(1)),
                listed,
                HexFormat.of().parseHex(head.get().group(2)),
                template,
                present,
                template.isKnown()));
  }

  private static Optional<TemplateData> data(Template template, byte[] rest, ByteOrder order) {
    List<byte[]> texts = split(rest);
    int count = template.fields().size();
    if (texts.size() > count || texts.size() < Math.min(count, FIRST_FIELDS)) {
      return Optional.empty();
    }
    while (texts.size() < count) {
      texts.add(new byte[0]);
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int[] bounds = new int[2 * count];
    for (int i = 0; i < count; i++) {
      Optional<byte[]> field = bytes(template.fields().get(i), texts.get(i), order);
      if (field.isEmpty()) {
        return Optional.empty();
      }
      if (!template.isIma()) {
        byte[] length = new byte[Integer.BYTES];
        ByteBuffer.wrap(length).order(order).putInt(field.get().length);
        data.writeBytes(length);
      }
      bounds[2 * i] = data.size();
      data.writeBytes(field.get());
      bounds[2 * i + 1] = data.size();
    }
    return Optional.of(new TemplateData(data.toByteArray(), bounds));
  }

  /** Each field has a space before it. */
  private static List<byte[]> split(byte[] rest) {
    List<byte[]> texts = new ArrayList<>();
    int start = 1;
    for (int i = 1; i <= rest.length; i++) {
      if (i == rest.length || rest[i] == ' ') {
        texts.add(Arrays.copyOfRange(rest, start, i));
        start = i + 1;
      }
    }
    return texts;
  }

  private static Optional<byte[]> bytes(TemplateField field, byte[] text, ByteOrder order) {
    String latin = new String(text, StandardCharsets.ISO_8859_1);
    try {
      return switch (field.form()) {
        case BARE_DIGEST, HEX -> Optional.of(HexFormat.of().parseHex(latin));
        case DIGEST -> digest(latin);
        case STRING -> string(field, text);
        case NUMBER -> Optional.of(number(field, latin, order));
      };
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> digest(String text) {
    if (text.isEmpty()) {
      return Optional.of(new byte[0]);
    }
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(text.substring(0, colon + 1).getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(0);
    bytes.writeBytes(HexFormat.of().parseHex(text, colon + 1, text.length()));
    return Optional.of(bytes.toByteArray());
  }

  /** The template {@code ima} has names without a NUL; a field that is not there has nothing. */
  private static Optional<byte[]> string(TemplateField field, byte[] text) {
    boolean bare = field == TemplateField.NAME;
    if (bare && text.length >= TemplateHash.IMA_NAME) {
      return Optional.empty();
    }
    boolean absent = text.length == 0 && field != TemplateField.NAME_NG;
    return Optional.of(bare || absent ? text : Arrays.copyOf(text, text.length + 1));
  }

  /** User and group have four bytes, the mode two. */
  private static byte[] number(TemplateField field, String text, ByteOrder order) {
    if (field.form() != Form.NUMBER || text.isEmpty()) {
      return new byte[0];
    }
    long value = Long.parseUnsignedLong(text);
    int length = field == TemplateField.MODE ? Short.BYTES : Integer.BYTES;
    if (value >>> (length * Byte.SIZE) != 0) {
      throw new IllegalArgumentException("the number is too large");
    }
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    if (length == Short.BYTES) {
      buffer.putShort((short) value);
    } else {
      buffer.putInt((int) value);
    }
    return bytes;
  }
}
