package io.github.imaallowlist.rpm.repository;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;

/** The same text again and again, made while it is read: only its reader could hold all of it. */
final class RepeatedText extends InputStream {
  private static final int UNITS = 1_000;

  private final byte[] chunk;
  private long left;
  private int at;

  /**
   * @param text in ASCII
   */
  RepeatedText(String text, int times) {
    this.chunk = text.repeat(UNITS).getBytes(US_ASCII);
    this.left = (long) text.length() * times;
  }

  @Override
  public int read() {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0];
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (left == 0) {
      return -1;
    }
    int read = (int) Math.min(Math.min(length, chunk.length - at), left);
    System.arraycopy(chunk, at, buffer, offset, read);
    at = (at + read) % chunk.length;
    left -= read;
    return read;
  }
}
