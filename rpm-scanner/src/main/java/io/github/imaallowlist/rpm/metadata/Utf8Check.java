package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.error.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Finds the byte at which an input ceases to be UTF-8. The JDK's XML parser would find it too, and
 * prints it to standard error besides.
 */
final class Utf8Check {
  /** Of a character's first bytes, which the end of a piece cuts it after. */
  private static final int MAX_PENDING = 3;

  private final String source;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer unused = CharBuffer.allocate(4096);
  private final byte[] pending = new byte[MAX_PENDING];
  private int pendingLength;
  private long passed;

  Utf8Check(String source) {
    this.source = source;
  }

  /** The next bytes of the input. */
  void next(byte[] bytes, int offset, int length) throws MalformedInputException {
    ByteBuffer piece;
    if (pendingLength == 0) {
      piece = ByteBuffer.wrap(bytes, offset, length);
    } else {
      piece = ByteBuffer.allocate(pendingLength + length);
      piece.put(pending, 0, pendingLength).put(bytes, offset, length).flip();
    }
    int start = piece.position();
    CoderResult result;
    do {
      unused.clear();
      result = decoder.decode(piece, unused, false);
    } while (result.isOverflow());
    passed += piece.position() - start;
    if (result.isError()) {
      throw malformed();
    }
    pendingLength = piece.remaining();
    piece.get(pending, 0, pendingLength);
  }

  /** The input ended. */
  void end() throws MalformedInputException {
    if (pendingLength > 0) {
      throw malformed();
    }
  }

  private MalformedInputException malformed() {
    return new MalformedInputException(source, passed, "its XML is not UTF-8 from this byte on");
  }
}
