package io.github.imaallowlist.ima.policy;

import io.github.imaallowlist.error.LimitExceededException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a policy file, one after the other, within {@link PolicyLimits}. A line ends at a
 * line feed alone, as in the kernel; a carriage return is part of it.
 */
public final class PolicyText {
  private final String source;
  private final InputStream in;
  private long offset;
  private int number;

  /**
   * @param source the file's name for messages
   * @param in left open
   */
  public PolicyText(String source, InputStream in) {
    this.source = source;
    this.in = new BufferedInputStream(in);
  }

  /**
   * A line as it stands in the file.
   *
   * @param number from 1
   * @param offset of its first byte in the file
   * @param bytes its length, without its end
   * @param text decoded as UTF-8; what is none becomes U+FFFD, which no rule may have
   * @param ended whether a line feed comes after it
   */
  public record Line(int number, long offset, int bytes, String text, boolean ended) {
    /** Whether the kernel passes over it. */
    public boolean isComment() {
      return start().startsWith("#");
    }

    /** Whether nothing but blanks and tabs is in it. */
    public boolean isBlank() {
      return start().isEmpty();
    }

    /** From its first character that is neither blank nor tab. */
    String start() {
      int from = 0;
      while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
        from++;
      }
      return text.substring(from);
    }
  }

  /** Bytes read so far. */
  public long bytesRead() {
    return offset;
  }

  /** The next line; empty after the last. */
  public Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long from = offset;
    int next = read();
    if (next < 0) {
      return Optional.empty();
    }
    number++;
    while (next >= 0 && next != '\n') {
      if (line.size() == PolicyLimits.LINE_BYTES) {
        throw new LimitExceededException(
            source,
            from,
            "line " + number + " has more than " + PolicyLimits.LINE_BYTES + " bytes");
      }
      line.write(next);
      next = read();
    }
    return Optional.of(
        new Line(number, from, line.size(), line.toString(StandardCharsets.UTF_8), next == '\n'));
  }

  private int read() throws IOException {
    int next = in.read();
    if (next >= 0 && ++offset > PolicyLimits.FILE_BYTES) {
      throw new LimitExceededException(
          source,
          PolicyLimits.FILE_BYTES,
          "an IMA policy has at most " + PolicyLimits.FILE_BYTES + " bytes; this has more");
    }
    return next;
  }
}
