package io.github.imaallowlist.rpm.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes entries, each whole or not at all: aside, forced to the disk, and renamed. So readers on
 * any machine find all of an entry or nothing, without a lock; and where several write the same
 * one, the last stays, which is as the first. What a kill leaves aside is cleared by whoever writes
 * a day later.
 */
final class EntryWriter {
  /** Longer than any write takes, also by the clock of another machine. */
  static final Duration UNFINISHED_FOR = Duration.ofDays(1);

  private static final int PIECE = 128 << 10;

  private final CacheFolder folder;

  EntryWriter(CacheFolder folder) {
    this.folder = folder;
  }

  void write(Path file, byte[] bytes) throws IOException {
    makeFolder(folder.temporary());
    Path aside = folder.temporary().resolve(UUID.randomUUID().toString());
    try {
      writeAside(aside, bytes);
      makeFolder(folder.scans());
      makeFolder(Optional.ofNullable(file.getParent()).orElseThrow());
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(aside);
      throw e;
    }
  }

  /** For whom the folder is readable, the entry is too. */
  private void writeAside(Path aside, byte[] bytes) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(Files.getPosixFilePermissions(folder.root()));
    permissions.retainAll(PosixFilePermissions.fromString("rw-r--r--"));
    try (FileChannel out =
        FileChannel.open(
            aside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(permissions))) {
      for (int start = 0; start < bytes.length; start += PIECE) {
        ByteBuffer piece = ByteBuffer.wrap(bytes, start, Math.min(PIECE, bytes.length - start));
        while (piece.hasRemaining()) {
          out.write(piece);
        }
      }
      out.force(false);
    }
  }

  /** With the permissions of the whole, so that all who share it can write here too. */
  private void makeFolder(Path made) throws IOException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder.root());
      Files.createDirectory(made, PosixFilePermissions.asFileAttribute(permissions));
      Files.setPosixFilePermissions(made, permissions);
    } catch (FileAlreadyExistsException e) {
      Optional<String> distrust = folder.distrust(made);
      if (distrust.isPresent()) {
        throw new DistrustedException(made.toString(), distrust.get());
      }
    }
  }

  /**
   * Clears what kills left.
   *
   * @return how many files
   */
  int clearUnfinished(Instant now) throws IOException {
    int cleared = 0;
    for (StoredFile file : folder.unfinished()) {
      if (file.used().isBefore(now.minus(UNFINISHED_FOR)) && Files.deleteIfExists(file.file())) {
        cleared++;
      }
    }
    return cleared;
  }
}
