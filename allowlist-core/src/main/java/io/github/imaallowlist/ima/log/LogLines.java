package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.error.LimitExceededException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of an ASCII list, some of them looked at before they are taken. */
final class LogLines implements Closeable {
  private final String source;
  private final BufferedInputStream in;
  private final List<byte[]> ahead = new ArrayList<>();
  private long offset;
  private long bytesAhead;
  private boolean ended;

  LogLines(String source, BufferedInputStream in) {
    this.source = source;
    this.in = in;
  }

  String source() {
    return source;
  }

  /** Where the next line that is not taken begins. */
  long offset() {
    return offset;
  }

  /** A line that is not taken yet, without its newline; 0 is the next. Absent behind the last. */
  Optional<byte[]> ahead(int index) throws IOException {
    while (ahead.size() <= index && !ended) {
      readLine();
    }
    return index < ahead.size() ? Optional.of(ahead.get(index)) : Optional.empty();
  }

  /** The next lines, with newlines between them. */
  byte[] joined(int count) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        joined.write('\n');
      }
      joined.writeBytes(ahead.get(i));
    }
    return joined.toByteArray();
  }

  void take(int count) {
    List<byte[]> taken = ahead.subList(0, count);
    long bytes = taken.stream().mapToLong(line -> line.length + 1L).sum();
    offset += bytes;
    bytesAhead -= bytes;
    taken.clear();
  }

  private void readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    int next = in.read();
    if (next < 0) {
      ended = true;
      return;
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      if (line.size() > LogLimits.LINE) {
        throw limit("a line of more than %d bytes".formatted(LogLimits.LINE));
      }
      next = in.read();
    }
    ahead.add(line.toByteArray());
    bytesAhead += line.size() + 1;
    if (ahead.size() > LogLimits.LINES_OF_ENTRY || bytesAhead > 2L * LogLimits.LINE) {
      throw limit("an entry of more than %d lines".formatted(LogLimits.LINES_OF_ENTRY));
    }
  }

  private LimitExceededException limit(String problem) {
    return new LimitExceededException(source, offset, problem);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
