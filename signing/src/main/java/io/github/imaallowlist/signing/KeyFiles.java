package io.github.imaallowlist.signing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Key files on disk: new ones have their permissions from the moment they exist. */
final class KeyFiles {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");

  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rw-rw-");

  private KeyFiles() {}

  /**
   * @throws java.nio.file.FileAlreadyExistsException if one of the files exists; neither changes
   * @throws IOException if writing fails; neither file stays
   */
  static void writeBoth(Path privateFile, byte[] privatePem, Path publicFile, String publicPem)
      throws IOException {
    writeNew(privateFile, privatePem, OWNER_ONLY);
    try {
      writeNew(publicFile, publicPem.getBytes(StandardCharsets.US_ASCII), READABLE);
    } catch (IOException | RuntimeException e) {
      removeAfter(e, privateFile);
      throw e;
    }
  }

  private static void writeNew(Path file, byte[] content, Set<PosixFilePermission> permissions)
      throws IOException {
    try (FileChannel channel = create(file, permissions)) {
      try {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
        syncFolderOf(file);
      } catch (IOException | RuntimeException e) {
        removeAfter(e, file);
        throw e;
      }
    }
  }

  private static FileChannel create(Path file, Set<PosixFilePermission> permissions)
      throws IOException {
    try {
      return FileChannel.open(
          file,
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          PosixFilePermissions.asFileAttribute(permissions));
    } catch (UnsupportedOperationException e) {
      throw new IOException(file + ": this file system cannot keep a key from other users", e);
    }
  }

  /** What the owner of a private key should know about its file. */
  static List<String> warningsAbout(Path file) throws IOException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.stream().anyMatch(OF_OTHERS::contains)
          ? List.of(
              file
                  + ": others than its owner can read or change this private key;"
                  + " `chmod 600` it")
          : List.of();
    } catch (UnsupportedOperationException e) {
      // The file system has no such permissions to warn about.
      return List.of();
    }
  }

  /** A new name is safe only when its folder is. */
  private static void syncFolderOf(Path file) throws IOException {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void removeAfter(Exception cause, Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
