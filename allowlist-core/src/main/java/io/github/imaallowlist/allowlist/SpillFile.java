package io.github.imaallowlist.allowlist;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file without a name for what does not fit into memory: it is unlinked as soon as it is open, so
 * that a killed process leaves nothing. Only its owner could open it in between (mode 0600).
 *
 * <p>Grows at the end only; what was written does not change. Several threads may append and read:
 * each appends to a part that is its own.
 */
final class SpillFile implements Closeable {
  private static final int WRITE_BUFFER = 1 << 18;

  /** A channel copies through native memory of the read's size, and keeps that memory. */
  private static final int READ_AT_ONCE = 1 << 18;

  private final FileChannel channel;
  private final Path folder;
  private final AtomicLong size = new AtomicLong();

  /**
   * @param folder named in messages
   */
  SpillFile(FileChannel channel, Path folder) {
    this.channel = channel;
    this.folder = folder;
  }

  static SpillFile createIn(Path folder) throws IOException {
    Path file = folder.resolve(".ima-allowlist-" + UUID.randomUUID() + ".tmp");
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.delete(file);
      return new SpillFile(channel, folder);
    } catch (IOException e) {
      throw new IOException(folder + ": cannot make a temporary file: " + e.getMessage(), e);
    }
  }

  /**
   * Writes the records that the cursor goes over.
   *
   * @param bytes the length of all of them
   */
  Extent append(EntryCursor records, long bytes) throws IOException {
    Extent extent = reserve(bytes);
    long position = extent.start();
    ByteBuffer buffer = ByteBuffer.allocate(WRITE_BUFFER);
    while (records.advance()) {
      byte[] array = records.array();
      int offset = records.offset();
      int length = EntryRecord.length(array, offset);
      if (length > buffer.remaining()) {
        position = write(buffer.flip(), position);
        buffer.clear();
      }
      buffer.put(array, offset, length);
    }
    position = write(buffer.flip(), position);
    if (position != extent.end()) {
      throw new IllegalStateException("a run is not as long as it was to be");
    }
    return extent;
  }

  Extent append(byte[] bytes, int length) throws IOException {
    Extent extent = reserve(length);
    write(ByteBuffer.wrap(bytes, 0, length), extent.start());
    return extent;
  }

  private Extent reserve(long bytes) {
    long start = size.getAndAdd(bytes);
    return new Extent(start, start + bytes);
  }

  /** Returns the position after the bytes. */
  private long write(ByteBuffer bytes, long start) throws IOException {
    long position = start;
    try {
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
      return position;
    } catch (IOException e) {
      throw new IOException(folder + ": cannot write temporary data: " + e.getMessage(), e);
    }
  }

  /** Reads some bytes, at least one. */
  int read(long position, byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count =
          channel.read(ByteBuffer.wrap(target, offset, Math.min(length, READ_AT_ONCE)), position);
    } catch (IOException e) {
      throw new IOException(folder + ": cannot read temporary data: " + e.getMessage(), e);
    }
    if (count <= 0) {
      throw new IOException(folder + ": temporary data was cut short");
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
