package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.error.LimitExceededException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds what the XML parser takes in between two of its events: it holds a tag, a comment or a
 * processing instruction in memory whole, and has no limit of its own for their length. What is not
 * UTF-8 does not reach it.
 */
final class MarkupGuard extends FilterInputStream {
  private final String source;
  private final Utf8Check utf8;
  private long count;
  private long pieceStart;

  MarkupGuard(String source, InputStream in) {
    super(in);
    this.source = source;
    this.utf8 = new Utf8Check(source);
  }

  /** The parser is about to read its next event. */
  void nextPiece() {
    pieceStart = count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read < 0) {
      utf8.end();
      return read;
    }
    count(read);
    utf8.next(buffer, offset, read);
    return read;
  }

  /** The parser closes its input at the document's end; whoever opened it still measures it. */
  @Override
  public void close() {}

  private void count(int bytes) throws LimitExceededException {
    count += bytes;
    if (count - pieceStart > MetadataLimits.XML_MARKUP_BYTES) {
      throw new LimitExceededException(
          source,
          LimitExceededException.NO_OFFSET,
          "at byte %d of its XML: one tag or comment has more than %d bytes"
              .formatted(pieceStart, MetadataLimits.XML_MARKUP_BYTES));
    }
  }
}
