package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A binary list, in the byte order of the machine that wrote it, or little-endian with {@code
 * ima_canonical_fmt}:
 *
 * <pre>
 * u32 PCR   template hash   u32 length, template's name   u32 length, template data
 * </pre>
 *
 * <p>The hash has the 20 bytes of SHA-1, or the length of another bank's algorithm. Of the template
 * {@code ima} the data has no length: 20 bytes of digest, then u32 length and name, without a NUL
 * ({@code ima_measurements_show} in {@code security/integrity/ima/ima_fs.c}).
 */
final class BinaryLog implements MeasurementLog {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MAX_NAMES = 1024;
  private static final int MAX_HASH = 64;

  private final String source;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int limit;
  private final Map<String, Template> templates = new HashMap<>();
  private byte[] lastName = new byte[0];
  private Template lastTemplate = Template.named("");
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int hashLength;
  private HashAlgorithm hashAlgorithm = HashAlgorithm.SHA1;
  private long offset;
  private long number;

  BinaryLog(String source, InputStream in) {
    this.source = source;
    this.in = in;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Optional<MeasurementEntry> next() throws IOException {
    int found = fill(Integer.BYTES);
    if (found == 0) {
      return Optional.empty();
    }
    requireWhole(found, Integer.BYTES, "the PCR's number");
    if (number == 0) {
      order = orderOf(Arrays.copyOfRange(buffer, at, at + Integer.BYTES));
      hashLength = findHashLength();
    }
    long pcr = integerAt(at) & 0xffff_ffffL;
    if (pcr >= LogLimits.PCRS) {
      throw malformed("entry %d is of PCR %d; a TPM has PCR 0 to 23".formatted(number + 1, pcr));
    }
    advance(Integer.BYTES);
    number++;
    byte[] hash = bytes(hashLength, "the template hash");
    Template template = template();
    TemplateData data = template.isIma() ? imaData() : data(template);
    if (number == 1) {
      hashAlgorithm =
          ListedHash.of(
              hashLength,
              one -> new MeasurementEntry(1, (int) pcr, one, hash, template, data, true));
    }
    return Optional.of(
        new MeasurementEntry(number, (int) pcr, hashAlgorithm, hash, template, data, true));
  }

  /** Behind the hash is the length of the template's name, and that name. */
  private int findHashLength() throws IOException {
    int wanted = Integer.BYTES + MAX_HASH + Integer.BYTES + LogLimits.TEMPLATE_NAME;
    byte[] ahead = Arrays.copyOfRange(buffer, at + Integer.BYTES, at + fill(wanted));
    for (int length : ListedHash.lengths()) {
      if (length + Integer.BYTES <= ahead.length && isName(ahead, length)) {
        return length;
      }
    }
    return HashAlgorithm.SHA1.digestLength();
  }

  private boolean isName(byte[] ahead, int at) {
    int length = ByteBuffer.wrap(ahead).order(order).getInt(at);
    int start = at + Integer.BYTES;
    return length > 0
        && length <= Math.min(LogLimits.TEMPLATE_NAME, ahead.length - start)
        && isText(Arrays.copyOfRange(ahead, start, start + length));
  }

  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (b <= ' ' || b > '~') {
        return false;
      }
    }
    return true;
  }

  /** A PCR's number is below 24: one of its bytes at most is not zero. */
  private static ByteOrder orderOf(byte[] pcr) {
    return pcr[0] == 0 && pcr[Integer.BYTES - 1] != 0
        ? ByteOrder.BIG_ENDIAN
        : ByteOrder.LITTLE_ENDIAN;
  }

  private Template template() throws IOException {
    int length = length("the template's name", LogLimits.TEMPLATE_NAME);
    requireWhole(fill(length), length, "the template's name");
    if (Arrays.equals(buffer, at, at + length, lastName, 0, lastName.length)) {
      advance(length);
      return lastTemplate;
    }
    lastName = bytes(length, "the template's name");
    lastTemplate = template(lastName);
    return lastTemplate;
  }

  private Template template(byte[] bytes) throws IOException {
    String name = new String(bytes, StandardCharsets.ISO_8859_1);
    Template known = templates.get(name);
    if (known != null) {
      return known;
    }
    if (!isText(bytes)) {
      throw malformed("the template's name of entry %d is no text".formatted(number));
    }
    if (templates.size() == MAX_NAMES) {
      throw new LimitExceededException(
          source, offset, "more than %d names of templates".formatted(MAX_NAMES));
    }
    Template template = Template.named(name);
    templates.put(name, template);
    return template;
  }

  private TemplateData data(Template template) throws IOException {
    int length = length("the template data", LogLimits.TEMPLATE_DATA);
    long start = offset;
    return TemplateDataReader.cut(
        source, start, template, bytes(length, "the template data"), order);
  }

  private TemplateData imaData() throws IOException {
    byte[] digest = bytes(HashAlgorithm.SHA1.digestLength(), "the digest");
    int length = length("the name", TemplateHash.IMA_NAME);
    byte[] name = bytes(length, "the name");
    byte[] data = Arrays.copyOf(digest, digest.length + length);
    System.arraycopy(name, 0, data, digest.length, length);
    return new TemplateData(data, new int[] {0, digest.length, digest.length, data.length});
  }

  private int length(String what, int most) throws IOException {
    requireWhole(fill(Integer.BYTES), Integer.BYTES, what);
    int length = integerAt(at);
    advance(Integer.BYTES);
    if (length < 0 || length > most) {
      throw new LimitExceededException(
          source,
          offset - Integer.BYTES,
          "%s of entry %d has %s bytes, more than %d"
              .formatted(what, number, Integer.toUnsignedString(length), most));
    }
    return length;
  }

  /** In pieces, so that a length that is not true takes no more memory than the list is long. */
  private byte[] bytes(int length, String what) throws IOException {
    int found = fill(length);
    if (length <= BUFFER) {
      requireWhole(found, length, what);
      advance(length);
      return Arrays.copyOfRange(buffer, at - length, at);
    }
    byte[] rest = in.readNBytes(length - found);
    requireWhole(found + rest.length, length, what);
    byte[] bytes = Arrays.copyOfRange(buffer, at, at + length);
    System.arraycopy(rest, 0, bytes, found, rest.length);
    at = limit;
    offset += length;
    return bytes;
  }

  /** How many of so many bytes are in the buffer from {@link #at} on, which is filled for them. */
  private int fill(int wanted) throws IOException {
    if (limit - at < wanted) {
      System.arraycopy(buffer, at, buffer, 0, limit - at);
      limit -= at;
      at = 0;
      limit += in.readNBytes(buffer, limit, BUFFER - limit);
    }
    return Math.min(limit - at, wanted);
  }

  private void advance(int length) {
    at += length;
    offset += length;
  }

  private int integerAt(int index) {
    int little = (int) INT.get(buffer, index);
    return order == ByteOrder.LITTLE_ENDIAN ? little : Integer.reverseBytes(little);
  }

  private void requireWhole(int found, int expected, String what) throws IOException {
    if (found < expected) {
      throw malformed(
          "the list ends within %s of entry %d: %d of %d bytes"
              .formatted(what, offset == 0 ? 1 : Math.max(number, 1), found, expected));
    }
  }

  private MalformedInputException malformed(String problem) {
    return new MalformedInputException(source, offset, problem);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
