package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.model.FilePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A policy's bytes for a JSON reader, without the members of {@code digests} that are plain: a path
 * of printable ASCII with one digest, on a line of its own, as {@link DigestLines} writes nearly
 * all of them. These go to a sink; the reader gets an empty line for each, and all else as it is.
 *
 * <p>Whether {@code digests} has begun only the reader can tell: at a line that might be the one,
 * no more is given than that line, and {@link #begin} has to be called before the next bytes are
 * asked for. Likewise a line that is not plain is given alone, so that the order of members stays.
 */
final class PlainLines extends InputStream {
  private static final int BUFFER = 1 << 18;
  private static final byte[] OBJECT = ascii("\"digests\": {\n");
  private static final byte[] BEFORE_DIGEST = ascii("\": [\"");
  private static final byte[] END = ascii("\"],\n \"");
  private static final int MIN_DIGEST = KeylimePolicyWriter.MIN_DIGEST_LENGTH;
  private static final int MAX_DIGEST = UnlabelledDigest.MAX_LENGTH;

  /** Of a plain line and the begin of the next. */
  private static final int MAX_PLAIN =
      2 + FilePath.MAX_LENGTH + BEFORE_DIGEST.length + 2 * MAX_DIGEST + END.length;

  /** By byte: what a hexadecimal digit stands for, or -1. */
  private static final byte[] HEX = hexDigits();

  /** By byte: whether it stands in a path as it is. A space would be a {@code _} in the log. */
  private static final boolean[] PLAIN = plainBytes();

  private enum State {
    /** The line that opens the object may come. */
    BEFORE,
    /** It was given. */
    OFFERED,
    /** The next line is a member. */
    MEMBERS,
    /** All is given as it is. */
    REST
  }

  private final InputStream in;
  private final Sink sink;
  private final long most;
  private final byte[] buffer = new byte[BUFFER];
  private final byte[] digest = new byte[MAX_DIGEST];
  private int at;
  private int limit;
  private boolean ended;
  private long taken;

  /** Bytes to be given before anything else. */
  private int toGive;

  private State state = State.BEFORE;

  /** Takes plain members. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param line has the path; it and the digest may be written over afterwards
     * @return whether it was taken; the JSON reader gets it if not
     */
    boolean take(byte[] line, int path, int length, byte[] digest, int digestLength)
        throws IOException;
  }

  /**
   * @param most bytes that are handed to the sink; the JSON reader gets all behind them
   */
  PlainLines(InputStream in, long most, Sink sink) {
    this.in = in;
    this.most = most;
    this.sink = sink;
  }

  /** To be called when the object has begun, and nothing behind that was asked for. */
  void begin() {
    state = state == State.OFFERED && toGive == 0 ? State.MEMBERS : State.REST;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (toGive == 0) {
      switch (state) {
        case BEFORE -> giveLine();
        case OFFERED -> state = State.REST;
        case MEMBERS -> {
          int lines = takePlain(target, offset, length);
          if (lines > 0) {
            return lines;
          }
          giveMember();
        }
        case REST -> {}
      }
    }
    if (at == limit) {
      fill(1);
    }
    int count = Math.min(length, toGive > 0 ? toGive : limit - at);
    if (count == 0) {
      return -1;
    }
    System.arraycopy(buffer, at, target, offset, count);
    at += count;
    toGive = Math.max(0, toGive - count);
    return count;
  }

  private void giveLine() throws IOException {
    int end = endOfLine();
    if (end < 0) {
      state = State.REST;
      return;
    }
    toGive = end - at;
    if (Arrays.equals(buffer, at, end, OBJECT, 0, OBJECT.length)) {
      state = State.OFFERED;
    }
  }

  /** The next line, if it is a member with the comma behind it, whatever is in its strings. */
  private void giveMember() throws IOException {
    int end = endOfLine();
    if (end < 0 || !isMember(end)) {
      state = State.REST;
      return;
    }
    toGive = end - at;
  }

  private int takePlain(byte[] target, int offset, int most) throws IOException {
    int lines = 0;
    while (lines < most) {
      if (limit - at < MAX_PLAIN) {
        fill(MAX_PLAIN);
      }
      int next = takeLine();
      if (next < 0) {
        break;
      }
      taken += next - at;
      at = next;
      target[offset + lines++] = '\n';
    }
    return lines;
  }

  /**
   * Takes the next line, if it is plain and another member follows: what is behind a comma is for
   * the JSON reader to judge.
   *
   * @return where the next line begins, or -1
   */
  private int takeLine() throws IOException {
    byte[] bytes = buffer;
    int path = at + 2;
    if (limit - at < 2 || bytes[at] != ' ' || bytes[at + 1] != '"' || taken > most) {
      return -1;
    }
    int end = Math.min(limit, path + FilePath.MAX_LENGTH + 1);
    int i = path;
    while (i < end && PLAIN[bytes[i] & 0xff]) {
      i++;
    }
    int length = i - path;
    int hex = i + BEFORE_DIGEST.length;
    if (length == 0 || length > FilePath.MAX_LENGTH || !isAt(BEFORE_DIGEST, i)) {
      return -1;
    }
    int digits = digits(hex);
    if (digits < 0 || !isAt(END, hex + digits)) {
      return -1;
    }
    return sink.take(bytes, path, length, digest, digits / 2) ? hex + digits + END.length - 2 : -1;
  }

  /** Decodes a digest; returns how many digits it has, or -1. */
  private int digits(int from) {
    int end = Math.min(limit - 1, from + 2 * MAX_DIGEST);
    int i = from;
    int count = 0;
    while (i < end) {
      int value = (HEX[buffer[i] & 0xff] << 4) | HEX[buffer[i + 1] & 0xff];
      if (value < 0) {
        break;
      }
      digest[count++] = (byte) value;
      i += 2;
    }
    return count < MIN_DIGEST ? -1 : i - from;
  }

  private boolean isAt(byte[] expected, int from) {
    int to = from + expected.length;
    return to <= limit && Arrays.equals(buffer, from, to, expected, 0, expected.length);
  }

  private boolean isMember(int end) {
    int i = afterString(skipSpace(at), end);
    i = after(':', i, end);
    i = after('[', i, end);
    i = afterString(i, end);
    while (i < end && buffer[i] == ',') {
      i = afterString(skipSpace(i + 1), end);
    }
    i = after(']', i, end);
    i = after(',', i, end);
    return i == end - 1;
  }

  private int skipSpace(int from) {
    int i = from;
    while (buffer[i] == ' ') {
      i++;
    }
    return i;
  }

  /** Behind a character and the spaces that follow it; {@code end} if something else is there. */
  private int after(char expected, int from, int end) {
    return from < end && buffer[from] == expected ? skipSpace(from + 1) : end;
  }

  /** Likewise behind a string. The line's last byte is no quote. */
  private int afterString(int from, int end) {
    if (from >= end || buffer[from] != '"') {
      return end;
    }
    for (int i = from + 1; i < end; i++) {
      if (buffer[i] == '"') {
        return skipSpace(i + 1);
      }
      if (buffer[i] == '\\') {
        i++;
      }
    }
    return end;
  }

  /** Behind its newline; -1 if there is none, or none in the buffer. */
  private int endOfLine() throws IOException {
    int from = at;
    while (true) {
      for (int i = from; i < limit; i++) {
        if (buffer[i] == '\n') {
          return i + 1;
        }
      }
      int looked = limit - at;
      fill(looked + 1);
      if (limit - at == looked) {
        return -1;
      }
      from = at + looked;
    }
  }

  /** Reads until the buffer has so many bytes, is full, or the input ends. */
  private void fill(int wanted) throws IOException {
    if (ended || limit - at >= wanted) {
      return;
    }
    System.arraycopy(buffer, at, buffer, 0, limit - at);
    limit -= at;
    at = 0;
    while (limit < wanted && limit < BUFFER) {
      int count = in.read(buffer, limit, BUFFER - limit);
      if (count < 0) {
        ended = true;
        return;
      }
      limit += count;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hexDigits() {
    byte[] values = new byte[1 << Byte.SIZE];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < 16; i++) {
      values[Character.forDigit(i, 16)] = (byte) i;
    }
    return values;
  }

  private static boolean[] plainBytes() {
    boolean[] plain = new boolean[1 << Byte.SIZE];
    Arrays.fill(plain, '!', '~' + 1, true);
    plain['"'] = false;
    plain['\\'] = false;
    return plain;
  }
}
