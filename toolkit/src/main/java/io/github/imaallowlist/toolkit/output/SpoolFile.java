package io.github.imaallowlist.toolkit.output;

import io.github.imaallowlist.signing.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A temporary file without a name: readable by nobody else, and gone when the process is, however
 * it ends. Written once from front to end, then read as often as needed.
 */
public final class SpoolFile implements ByteSource, Closeable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** How places of temporary files begin, for people. */
  static final String PLACE = "the folder for temporary files, ";

  private final String name;
  private final String place;
  private final FileChannel channel;

  private SpoolFile(String name, String place, FileChannel channel) {
    this.name = name;
    this.place = place;
    this.channel = channel;
  }

  /**
   * @param folder an existing folder with room for the content
   * @param name what it holds, for messages
   */
  public static SpoolFile create(Path folder, String name) throws IOException {
    try {
      Path file = Files.createTempFile(folder, "ima-allowlist-", ".tmp", OWNER_ONLY);
      try {
        return new SpoolFile(
            name,
            placeIn(folder),
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
      } finally {
        Files.delete(file);
      }
    } catch (NoSuchFileException e) {
      throw new WriteFailedException(
          placeIn(folder), new FileSystemException(folder.toString(), null, "no such folder"));
    } catch (FileSystemException e) {
      throw new WriteFailedException(placeIn(folder), e);
    }
  }

  /**
   * Fails where a spool file could not be made.
   *
   * @param folder for spool files
   */
  public static void ensurePossible(Path folder) throws IOException {
    create(folder, "nothing").close();
  }

  private static String placeIn(Path folder) {
    return PLACE + folder;
  }

  /** Appends; closing it changes nothing. Not buffered. */
  public OutputStream out() {
    return new PlacedOutputStream(Channels.newOutputStream(channel), place);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long length() throws IOException {
    return channel.size();
  }

  @Override
  public InputStream open() {
    return new InputStream() {
      private long position;

      @Override
      public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
        position += Math.max(count, 0);
        return count;
      }
    };
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
