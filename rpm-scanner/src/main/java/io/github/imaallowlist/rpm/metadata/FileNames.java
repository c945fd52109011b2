package io.github.imaallowlist.rpm.metadata;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * File names as bytes, which Java does not offer: its strings go through the locale's encoding, and
 * in the POSIX locale of a container not even UTF-8 survives that.
 *
 * <p>A {@code Path} itself does hold the bytes, and its {@code file:} URI shows and takes them
 * percent-encoded, one by one. Names in plain ASCII, nearly all, go the short way.
 */
public final class FileNames {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String UNRESERVED = "-._~/";

  private FileNames() {}

  /** The bytes of a path below some folder. */
  public static byte[] bytes(Path relative) {
    String text = relative.toString();
    if (isAscii(text)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    String encoded = Path.of("/").resolve(relative).toUri().getRawPath();
    byte[] bytes = percentDecoded(encoded.substring(1));
    boolean folder = bytes.length > 0 && bytes[bytes.length - 1] == '/';
    return folder ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  /** The path that these bytes name below a folder. */
  public static Path resolve(Path folder, byte[] relative) {
    String text = new String(relative, StandardCharsets.ISO_8859_1);
    if (isAscii(text)) {
      return folder.resolve(text);
    }
    Path root = Path.of("/");
    Path absolute = Path.of(URI.create("file:///" + percentEncoded(relative)));
    return folder.resolve(root.relativize(absolute));
  }

  /** Whether a path's name ends with these ASCII characters. */
  public static boolean endsWith(Path path, String suffix) {
    return path.toString().endsWith(suffix);
  }

  /** UTF-8 with a backslash as two, and what is not printable or not UTF-8 as {@code \xNN}. */
  static String display(byte[] name) {
    String text;
    try {
      text = decodeUtf8(name);
    } catch (CharacterCodingException e) {
      return displayBytes(name);
    }
    if (text.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c))) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\\') {
                shown.append("\\\\");
              } else if (Character.isISOControl(c)) {
                appendBytes(shown, Character.toString(c).getBytes(StandardCharsets.UTF_8));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  static String decodeUtf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static String displayBytes(byte[] name) {
    StringBuilder shown = new StringBuilder();
    for (byte b : name) {
      if (b == '\\') {
        shown.append("\\\\");
      } else if (b >= ' ' && b < 0x7F) {
        shown.append((char) b);
      } else {
        appendBytes(shown, new byte[] {b});
      }
    }
    return shown.toString();
  }

  private static void appendBytes(StringBuilder shown, byte[] bytes) {
    for (byte b : bytes) {
      shown.append("\\x").append(HEX.toHexDigits(b));
    }
  }

  static String percentEncoded(byte[] bytes) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : bytes) {
      boolean plain = b > 0 && (isAlphanumeric((char) b) || UNRESERVED.indexOf(b) >= 0);
      if (plain) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  static byte[] percentDecoded(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      if (encoded.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(encoded.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
