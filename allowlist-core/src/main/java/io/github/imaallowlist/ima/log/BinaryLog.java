package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.BufferedInputStream;
import java.io.IOException;
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
  private static final int MAX_NAMES = 1024;
  private static final int MAX_HASH = 64;

  private final String source;
  private final BufferedInputStream in;
  private final Map<String, Template> templates = new HashMap<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int hashLength;
  private HashAlgorithm hashAlgorithm = HashAlgorithm.SHA1;
  private long offset;
  private long number;

  BinaryLog(String source, BufferedInputStream in) {
    this.source = source;
    this.in = in;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Optional<MeasurementEntry> next() throws IOException {
    byte[] head = in.readNBytes(Integer.BYTES);
    if (head.length == 0) {
      return Optional.empty();
    }
    requireWhole(head.length, Integer.BYTES, "the PCR's number");
    if (number == 0) {
      order = orderOf(head);
      hashLength = findHashLength();
    }
    long pcr = ByteBuffer.wrap(head).order(order).getInt() & 0xffff_ffffL;
    if (pcr >= LogLimits.PCRS) {
      throw malformed("entry %d is of PCR %d; a TPM has PCR 0 to 23".formatted(number + 1, pcr));
    }
    offset += head.length;
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
    in.mark(MAX_HASH + Integer.BYTES + LogLimits.TEMPLATE_NAME);
    byte[] ahead = in.readNBytes(MAX_HASH + Integer.BYTES + LogLimits.TEMPLATE_NAME);
    in.reset();
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
    byte[] bytes = bytes(length, "the template's name");
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
    int length = ByteBuffer.wrap(bytes(Integer.BYTES, what)).order(order).getInt();
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
    byte[] bytes = in.readNBytes(length);
    requireWhole(bytes.length, length, what);
    offset += length;
    return bytes;
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
