package io.github.imaallowlist.rpm.repodata;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Set;

/**
 * The steps, done. An SELinux label or an access control list is not taken over: new files get what
 * the folder gives them, as those of createrepo_c do.
 */
final class DiskSteps implements FileSteps {
  private static final int BUFFER = 1 << 16;

  @Override
  public void write(Path file, Path like, Writer writer) throws IOException {
    try (FileChannel channel = open(file)) {
      OutputStream out = new BufferedOutputStream(new ChannelStream(file, channel), BUFFER);
      writer.writeTo(out);
      out.flush();
      finish(file, like, channel);
    }
  }

  /** A link in the file's place, which only somebody else can have put there, is not followed. */
  private static FileChannel open(Path file) throws WriteFailedException {
    try {
      return FileChannel.open(
          file,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new WriteFailedException(file, e);
    }
  }

  private static void finish(Path file, Path like, FileChannel channel)
      throws WriteFailedException {
    try {
      takeOver(file, Files.readAttributes(like, PosixFileAttributes.class));
      channel.force(true);
    } catch (IOException e) {
      throw new WriteFailedException(file, e);
    }
  }

  /** The owner before the permissions: changing it may take some of them away. */
  private static void takeOver(Path file, PosixFileAttributes like) throws IOException {
    PosixFileAttributes own = Files.readAttributes(file, PosixFileAttributes.class);
    if (!own.group().equals(like.group())) {
      attempt(() -> Files.setAttribute(file, "posix:group", like.group()));
    }
    if (!own.owner().equals(like.owner())) {
      attempt(() -> Files.setAttribute(file, "posix:owner", like.owner()));
    }
    if (!own.permissions().equals(like.permissions())) {
      Files.setPosixFilePermissions(file, Set.copyOf(like.permissions()));
    }
  }

  /** Only root can give files away, and others to their own groups; that is no reason to fail. */
  private static void attempt(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      return;
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new WriteFailedException(to, e);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new WriteFailedException(file, e);
    }
  }

  @Override
  public void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw new WriteFailedException(folder, e);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** So that failures to write are told from failures to read what is written. */
  private static final class ChannelStream extends OutputStream {
    private final Path file;
    private final FileChannel channel;

    ChannelStream(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      try {
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      } catch (IOException e) {
        throw new WriteFailedException(file, e);
      }
    }
  }
}
