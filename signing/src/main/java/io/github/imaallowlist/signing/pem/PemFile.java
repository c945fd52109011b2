package io.github.imaallowlist.signing.pem;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text file of PEM blocks (RFC 7468), with the header fields of RFC 1421 that OpenSSL's old
 * encrypted keys carry. Text outside the blocks is ignored, as {@code openssl x509 -text} writes
 * some. Closing it wipes what was read.
 */
public final class PemFile implements AutoCloseable {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int DER_SEQUENCE = 0x30;

  private final String name;
  private final PemContents contents;
  private final byte[] text;
  private final List<PemBlock> blocks = new ArrayList<>();

  private PemFile(String name, PemContents contents, byte[] text) {
    this.name = name;
    this.contents = contents;
    this.text = text;
  }

  /**
   * @throws AllowlistException if there is no such file
   * @throws IOException if it cannot be read, is too large, or has no whole PEM block
   */
  public static PemFile read(Path file, PemContents contents)
      throws IOException, AllowlistException {
    byte[] text;
    try (InputStream in = Files.newInputStream(file)) {
      text = in.readNBytes(contents.maxBytes() + 1);
    } catch (NoSuchFileException e) {
      throw new AllowlistException(
          ExitCode.IO,
          file + ": there is no such " + contents.noun(),
          contents == PemContents.KEY
              ? "Check the name, or make a key pair with `ima-allowlist keygen`."
              : "Check the name.",
          e);
    }
    return parse(file.toString(), contents, text);
  }

  /**
   * @param text wiped when the result is closed, or when this throws
   */
  public static PemFile parse(String name, PemContents contents, byte[] text) throws IOException {
    PemFile file = new PemFile(name, contents, text);
    try {
      file.parse();
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return file;
  }

  public String name() {
    return name;
  }

  /** At least one, in the file's order. */
  public List<PemBlock> blocks() {
    return List.copyOf(blocks);
  }

  @Override
  public void close() {
    blocks.forEach(PemBlock::wipe);
    Arrays.fill(text, (byte) 0);
  }

  private void parse() throws IOException {
    if (text.length > contents.maxBytes()) {
      throw new LimitExceededException(
          name,
          contents.maxBytes(),
          "a %s has at most %d bytes".formatted(contents.noun(), contents.maxBytes()));
    }
    int position = 0;
    while (position < text.length) {
      int end = lineEnd(position);
      position = startsWith(position, end, BEGIN) ? parseBlock(position) : end + 1;
    }
    if (blocks.isEmpty()) {
      throw noBlock();
    }
  }

  private IOException noBlock() {
    if (text.length > 0 && text[0] == DER_SEQUENCE) {
      return new UnsupportedInputException(
          name, 0, "looks like DER; convert it to PEM with `openssl pkey -inform DER` or `x509`");
    }
    return new MalformedInputException(name, 0, "expected PEM: a line that starts with " + BEGIN);
  }

  /** Returns where the line after the END line starts. */
  private int parseBlock(int begin) throws IOException {
    if (blocks.size() == contents.maxBlocks()) {
      throw new LimitExceededException(
          name,
          begin,
          "a %s has at most %d PEM blocks".formatted(contents.noun(), contents.maxBlocks()));
    }
    int beginEnd = lineEnd(begin);
    String label = label(begin + BEGIN.length(), beginEnd, begin);
    Map<String, String> headers = new HashMap<>();
    int position = parseHeaders(beginEnd + 1, headers);
    byte[] base64 = new byte[text.length - Math.min(position, text.length)];
    int length = 0;
    while (position < text.length) {
      int end = lineEnd(position);
      if (startsWith(position, end, END)) {
        if (!label(position + END.length(), end, position).equals(label)) {
          throw new MalformedInputException(
              name, position, "expected " + END + label + DASHES + " here");
        }
        blocks.add(new PemBlock(name, begin, label, headers, Arrays.copyOf(base64, length)));
        Arrays.fill(base64, (byte) 0);
        return end + 1;
      }
      for (int i = position; i < end; i++) {
        if (!isSpace(text[i])) {
          base64[length++] = text[i];
        }
      }
      position = end + 1;
    }
    Arrays.fill(base64, (byte) 0);
    throw new MalformedInputException(
        name, text.length, "the file ends before " + END + label + DASHES);
  }

  private int parseHeaders(int start, Map<String, String> headers) {
    int position = start;
    while (position < text.length) {
      int end = lineEnd(position);
      int colon = indexOf(':', position, end);
      if (colon < 0) {
        return position;
      }
      headers.put(ascii(position, colon).strip(), ascii(colon + 1, end).strip());
      position = end + 1;
    }
    return position;
  }

  private String label(int start, int end, int line) throws MalformedInputException {
    String rest = ascii(start, end).stripTrailing();
    if (!rest.endsWith(DASHES)) {
      throw new MalformedInputException(
          name, line, "expected a PEM label that ends with " + DASHES);
    }
    return rest.substring(0, rest.length() - DASHES.length());
  }

  private int lineEnd(int from) {
    int newline = indexOf('\n', from, text.length);
    return newline < 0 ? text.length : newline;
  }

  private int indexOf(char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private boolean startsWith(int from, int to, String prefix) {
    if (to - from < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (text[from + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String ascii(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
