package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.model.FileDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A folder with entries, and who may write to it.
 *
 * <p>{@code scans/} has a folder for the first two digits of the checksums, and in it the entries;
 * {@code tmp/} has what is being written. All else is not looked at.
 *
 * <p>The folder has to be this user's or root's, and only the owner may write to it, or a group
 * too: who gives it to a group trusts the members with the lists that are made from it, and what is
 * in it may then belong to any of them. Folders below belong to the same, or the like.
 */
final class CacheFolder {
  private static final Pattern FAN_OUT = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern ENTRY = Pattern.compile("[0-9a-f]{40,128}-[0-9a-f]{16}");
  private static final Pattern UNFINISHED = Pattern.compile("[0-9a-f-]{36}");

  /** Java keeps a buffer outside the heap as large as the largest piece that it read. */
  private static final int PIECE = 128 << 10;

  private final Path root;
  private final int user;
  private final boolean shared;

  /** Folders of entries that may be read from: looked at once, as the ones above them are. */
  private final Set<Path> trusted = ConcurrentHashMap.newKeySet();

  private CacheFolder(Path root, int user, boolean shared) {
    this.root = root;
    this.user = user;
    this.shared = shared;
  }

  /**
   * Opens the folder, and makes it where there is none.
   *
   * @param isPrivate whether one that is made is for nobody else to read
   * @throws AllowlistException if somebody else could have written to it
   * @throws IOException if it cannot be made or looked at
   */
  static CacheFolder open(Path folder, boolean isPrivate) throws IOException, AllowlistException {
    if (!Files.isDirectory(folder)) {
      String mode = isPrivate ? "rwx------" : "rwxr-xr-x";
      Files.createDirectories(
          folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    }
    Path root = folder.toRealPath();
    int user = Ownership.ownUser();
    Ownership ownership = Ownership.of(root);
    Optional<String> distrust = ownership.distrust(user, false).or(() -> replacer(root));
    if (distrust.isPresent()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "the cache %s is not to be trusted: %s".formatted(folder, distrust.get()),
          "Who writes to it decides what lists say: name a folder of your own, or --no-cache.");
    }
    return new CacheFolder(root, user, ownership.groupWrites());
  }

  private static Optional<String> replacer(Path root) {
    for (Path above = root.getParent(); above != null; above = above.getParent()) {
      try {
        if (Ownership.of(above).anybodyRenames()) {
          return Optional.of("every user of the machine may write to " + above);
        }
      } catch (IOException e) {
        return Optional.of("who may write to %s cannot be told".formatted(above));
      }
    }
    return Optional.empty();
  }

  Path root() {
    return root;
  }

  Path scans() {
    return root.resolve("scans");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  Path fileOf(CacheKey key) {
    String name = key.fileName();
    return scans().resolve(name.substring(0, 2)).resolve(name);
  }

  /** Why a folder in it is not to be written to or read from. */
  Optional<String> distrust(Path folder) throws IOException {
    Ownership ownership = Ownership.of(folder);
    return ownership.isFolder()
        ? ownership.distrust(user, shared)
        : Optional.of("it is not a folder");
  }

  /**
   * The bytes of an entry.
   *
   * @throws NoSuchFileException if there is none
   * @throws LimitExceededException if it has more than {@link CacheLimits#ENTRY_BYTES}
   * @throws IOException if somebody else could have written it, or it cannot be read
   */
  byte[] read(Path file) throws IOException {
    return read(file, CacheLimits.ENTRY_BYTES, false);
  }

  /** The bytes of a file that is no entry, in a folder of its own below the root. */
  byte[] readOther(Path file, int limit) throws IOException {
    return read(file, limit, false);
  }

  /** As many bytes of an entry as there are, up to a number. */
  byte[] readStart(Path file, int bytes) throws IOException {
    return read(file, bytes, true);
  }

  private byte[] read(Path file, int limit, boolean cut) throws IOException {
    requireTrusted(file);
    try (SeekableByteChannel in =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long size = in.size();
      if (size > limit && !cut) {
        throw new LimitExceededException(
            file.toString(),
            InputException.NO_OFFSET,
            "it has %,d bytes; the limit is %,d".formatted(size, limit));
      }
      return readWhole(file, in, (int) Math.min(size, limit));
    }
  }

  /** The folders above the entry's own were looked at when it was opened. */
  private void requireTrusted(Path file) throws IOException {
    Ownership ownership = Ownership.of(file);
    Optional<String> distrust =
        ownership.isRegular()
            ? ownership.distrust(user, shared)
            : Optional.of("it is not a regular file");
    Path folder = Optional.ofNullable(file.getParent()).orElse(root);
    if (distrust.isEmpty() && !trusted.contains(folder)) {
      distrust = distrust(folder);
      if (distrust.isEmpty()) {
        trusted.add(folder);
      }
    }
    if (distrust.isPresent()) {
      throw new DistrustedException(file.toString(), distrust.get());
    }
  }

  private static byte[] readWhole(Path file, SeekableByteChannel in, int size) throws IOException {
    byte[] bytes = new byte[size];
    int read = 0;
    while (read < size) {
      int more = in.read(ByteBuffer.wrap(bytes, read, Math.min(PIECE, size - read)));
      if (more < 0) {
        throw new IOException(file + ": it was cut short while it was read");
      }
      read += more;
    }
    return bytes;
  }

  /**
   * Files that are named as entries are, in the order of their names.
   *
   * @throws LimitExceededException if there are more than {@link CacheLimits#ENTRIES}
   */
  List<StoredFile> entries() throws IOException {
    return entries(CacheLimits.ENTRIES);
  }

  List<StoredFile> entries(int most) throws IOException {
    List<StoredFile> entries = new ArrayList<>();
    for (Path folder : StoredFile.listed(scans(), FAN_OUT, most)) {
      entries.addAll(StoredFile.in(folder, ENTRY, most - entries.size()));
    }
    entries.sort(Comparator.comparing(StoredFile::file));
    return entries;
  }

  /** Entries of one package, in the order of their names. */
  List<StoredFile> entriesOf(FileDigest checksum) throws IOException {
    Path fanOut = scans().resolve(checksum.hex().substring(0, 2));
    Pattern names = Pattern.compile(checksum.hex() + "-[0-9a-f]{16}");
    List<StoredFile> entries = StoredFile.in(fanOut, names, CacheLimits.ENTRIES);
    entries.sort(Comparator.comparing(StoredFile::file));
    return entries;
  }

  /** What is being written, or was when it was killed. */
  List<StoredFile> unfinished() throws IOException {
    return StoredFile.in(temporary(), UNFINISHED, CacheLimits.ENTRIES);
  }
}
