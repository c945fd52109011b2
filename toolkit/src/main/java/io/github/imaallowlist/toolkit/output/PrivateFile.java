package io.github.imaallowlist.toolkit.output;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A temporary file with a name, for a program of this machine that is to read it; readable by
 * nobody else. It is deleted when it is closed, and when this process ends, unless it is killed.
 */
public final class PrivateFile implements Closeable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;

  private PrivateFile(Path path) {
    this.path = path;
  }

  /**
   * @param folder an existing folder with room for the content
   * @param name what it is to hold, for messages
   */
  public static PrivateFile create(Path folder, String name) throws IOException {
    String place = "the folder for temporary files, %s, for %s".formatted(folder, name);
    try {
      Path file = Files.createTempFile(folder, "ima-allowlist-", ".tmp", OWNER_ONLY);
      file.toFile().deleteOnExit();
      return new PrivateFile(file);
    } catch (FileSystemException e) {
      throw new WriteFailedException(place, e);
    }
  }

  public Path path() {
    return path;
  }

  /** A stream that replaces the content; the caller closes it. */
  public OutputStream open() throws IOException {
    return Files.newOutputStream(path, StandardOpenOption.TRUNCATE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
