package io.github.imaallowlist.openpgp.packet;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Takes ASCII armor off, where a file has it (RFC 9580, section 6).
 *
 * <p>A file may have several armored blocks, with any text around them: that is how distributions
 * write their key files. The checksum at a block's end is not looked at, as section 6.1 demands.
 */
public final class Armor {
  private static final String BEGIN = "-----BEGIN PGP ";
  private static final String DASHES = "-----";

  private final String source;
  private final byte[] file;
  private int position;

  private Armor(String source, byte[] file) {
    this.source = source;
    this.file = file;
  }

  /** What a file has to hold. */
  public enum Content {
    PUBLIC_KEYS("PUBLIC KEY BLOCK", "public keys"),
    SIGNATURES("SIGNATURE", "detached signatures");

    private final String label;
    private final String name;

    Content(String label, String name) {
      this.label = label;
      this.name = name;
    }

    /** Secret keys too, so far: what reads the packets knows better what to say about them. */
    private boolean mayBe(String found) {
      return found.equals(label) || (this == PUBLIC_KEYS && found.equals("PRIVATE KEY BLOCK"));
    }
  }

  /**
   * The blocks of a file, at least one; the file itself if it is binary.
   *
   * @param source the file's name, for errors
   * @throws InputException if there is none, one is cut off, or one is of another kind
   */
  public static List<Block> blocks(String source, byte[] file, Content content)
      throws InputException {
    if (file.length > PacketLimits.FILE_BYTES) {
      throw new LimitExceededException(
          source,
          0,
          "%,d bytes of OpenPGP data; at most %,d are read"
              .formatted(file.length, PacketLimits.FILE_BYTES));
    }
    boolean binary = file.length > 0 && (file[0] & Packet.IS_PACKET) != 0;
    if (binary) {
      return List.of(new Block(source, file, i -> i));
    }
    return new Armor(source, file.clone()).all(content);
  }

  private List<Block> all(Content content) throws InputException {
    List<Block> blocks = new ArrayList<>();
    while (position < file.length) {
      int start = position;
      String line = line();
      if (line.startsWith(BEGIN)) {
        String label = label(start, line);
        if (!content.mayBe(label)) {
          throw malformed(start, "a PGP %s, where %s are needed".formatted(label, content.name));
        }
        blocks.add(block(start, label));
      }
    }
    if (blocks.isEmpty() && content == Content.PUBLIC_KEYS) {
      throw new NoKeysException(source);
    }
    if (blocks.isEmpty()) {
      throw malformed(
          0, "neither binary OpenPGP data nor an armored PGP %s".formatted(content.label));
    }
    return blocks;
  }

  private String label(int start, String line) throws MalformedInputException {
    if (!line.endsWith(DASHES) || line.length() < BEGIN.length() + DASHES.length()) {
      throw malformed(start, "an armor header without its closing dashes");
    }
    String label = line.substring(BEGIN.length(), line.length() - DASHES.length());
    if (label.length() > 40 || !label.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw malformed(start, "an armor header of an unknown kind");
    }
    return label.toUpperCase(Locale.ROOT);
  }

  private Block block(int start, String label) throws MalformedInputException {
    skipHeaders(start);
    int firstData = position;
    String end = "-----END PGP " + label + DASHES;
    ByteArrayOutputStream base64 = new ByteArrayOutputStream();
    boolean checksumSeen = false;
    while (position < file.length) {
      int lineStart = position;
      String line = line();
      if (line.equals(end)) {
        return new Block(source, decoded(firstData, base64), i -> place(firstData, i));
      }
      if (line.startsWith("-")) {
        throw malformed(lineStart, "armor that is not ended by " + end);
      }
      if (line.startsWith("=") && !checksumSeen) {
        checksumSeen = true;
      } else if (checksumSeen && !line.isEmpty()) {
        throw malformed(lineStart, "armored data after its checksum");
      } else {
        base64.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    throw malformed(start, "armor without its end: the file is cut off");
  }

  /** Up to and with the empty line. What is in armor headers means nothing. */
  private void skipHeaders(int start) throws MalformedInputException {
    while (position < file.length) {
      int lineStart = position;
      String line = line();
      if (line.isEmpty()) {
        return;
      }
      if (!line.contains(":")) {
        throw malformed(lineStart, "no empty line between armor headers and armored data");
      }
    }
    throw malformed(start, "armor without data: the file is cut off");
  }

  private byte[] decoded(int firstData, ByteArrayOutputStream base64)
      throws MalformedInputException {
    try {
      return Base64.getDecoder().decode(base64.toByteArray());
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(source, firstData, "armored data that is not base64", e);
    }
  }

  /** The line at the position, without white space at its end; the position moves behind it. */
  private String line() {
    int start = position;
    while (position < file.length && file[position] != '\n') {
      position++;
    }
    int end = position;
    position = Math.min(position + 1, file.length);
    return new String(file, start, end - start, StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** Where the base64 digit is that begins the byte: found anew, for an error message only. */
  private int place(int firstData, int decoded) {
    long digits = decoded * 4L / 3;
    int at = firstData;
    while (at < file.length - 1 && (digits > 0 || file[at] <= ' ')) {
      if (file[at] > ' ') {
        digits--;
      }
      at++;
    }
    return at;
  }

  private MalformedInputException malformed(int offset, String problem) {
    return new MalformedInputException(source, offset, problem);
  }
}
