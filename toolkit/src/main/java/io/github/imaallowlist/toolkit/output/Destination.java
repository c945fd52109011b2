package io.github.imaallowlist.toolkit.output;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Where an artifact goes. */
public sealed interface Destination {
  /** Writes an artifact. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Fails where {@link #put} could not succeed; to be called before the work that leads there.
   *
   * @throws AllowlistException saying what is in the way
   */
  void ensurePossible() throws AllowlistException;

  /**
   * Fails where the artifact would take the place of one of these files.
   *
   * @throws AllowlistException naming the file
   */
  void ensureNot(List<Path> files) throws AllowlistException, IOException;

  /**
   * Puts the artifact in its place. To be called when nothing but input and output can fail.
   *
   * @throws WriteFailedException if the place does not take it
   * @throws IOException if the content cannot be read
   */
  void put(Content content) throws IOException;

  /** A stream, such as the standard output; it is flushed, and not closed. */
  record Stream(OutputStream out) implements Destination {
    @Override
    public void ensurePossible() {}

    @Override
    public void ensureNot(List<Path> files) {}

    @Override
    public void put(Content content) throws IOException {
      OutputStream placed = new PlacedOutputStream(out, "standard output");
      content.writeTo(placed);
      placed.flush();
    }
  }

  /**
   * A file, which appears whole or not at all: written beside its place, brought to disk, and moved
   * there in one step. What was there before stays until then. A device or pipe is written to.
   */
  record InFile(Path file) implements Destination {
    @Override
    public void ensurePossible() throws AllowlistException {
      if (Files.isDirectory(file)) {
        throw impossible("it is a folder", "Name a file in it.");
      }
      Path folder = folderOf(file.toAbsolutePath());
      if (!Files.isDirectory(folder)) {
        throw impossible("there is no folder " + folder, "Make the folder, or name another one.");
      }
      // A device is written to, whatever its folder.
      if (!Files.isWritable(isSpecial() ? file : folder)) {
        throw impossible("permission denied", "Run as a user who may, or choose another place.");
      }
    }

    @Override
    public void ensureNot(List<Path> files) throws AllowlistException, IOException {
      for (Path other : files) {
        if (Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other)) {
          throw impossible(
              "it is needed as it is: it is read, or verified with", "Name another file.");
        }
      }
    }

    private AllowlistException impossible(String reason, String remedy) {
      return new AllowlistException(
          ExitCode.IO, "cannot write to %s: %s".formatted(file, reason), remedy);
    }

    @Override
    public void put(Content content) throws IOException {
      if (isSpecial()) {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
          content.writeTo(new PlacedOutputStream(out, file.toString()));
        }
        return;
      }
      try (Written written = write(content)) {
        written.move();
      }
    }

    /**
     * Takes away what is there, if it is a file or a link to one. A device or pipe stays.
     *
     * @return whether there was one
     * @throws WriteFailedException if the folder does not let it go
     */
    public boolean delete() throws IOException {
      if (!Files.isRegularFile(file)) {
        return false;
      }
      try {
        boolean there = Files.deleteIfExists(file);
        bringToDisk(folderOf(file.toAbsolutePath()));
        return there;
      } catch (FileSystemException e) {
        throw new WriteFailedException(file.toString(), e);
      }
    }

    /**
     * Puts two artifacts in their places, of which the second vouches for the first. Both are whole
     * and on disk before the first is moved, so that between them stand two renames and nothing
     * that takes long or can run out of room.
     *
     * <p>A crash, or a reader, between these finds the new list beside the old signature, or beside
     * none: that does not verify. The other way round an old list could stand beside a new
     * signature; neither would that.
     *
     * @throws WriteFailedException if a place does not take it
     * @throws IOException if a content cannot be read
     */
    public static void putBoth(InFile list, Content content, InFile signature, Content vouching)
        throws IOException {
      try (Written first = list.write(content);
          Written second = signature.write(vouching)) {
        first.move();
        second.move();
      }
    }

    /**
     * Brings an artifact to disk, beside its place; what is left to {@link Prepared#put} is one
     * rename. A device or pipe is written to only then.
     *
     * @throws WriteFailedException if the folder does not take it
     * @throws IOException if the content cannot be read
     */
    public Prepared prepare(Content content) throws IOException {
      return new Prepared(
          this, content, isSpecial() ? Optional.empty() : Optional.of(write(content)));
    }

    /** An artifact that is to be put in its place, or not; closing it leaves nothing else. */
    public static final class Prepared implements Closeable {
      private final InFile target;
      private final Content content;
      private final Optional<Written> written;

      private Prepared(InFile target, Content content, Optional<Written> written) {
        this.target = target;
        this.content = content;
        this.written = written;
      }

      /**
       * Puts it in its place.
       *
       * @throws WriteFailedException if the place does not take it
       */
      public void put() throws IOException {
        if (written.isPresent()) {
          written.get().move();
        } else {
          target.put(content);
        }
      }

      @Override
      public void close() throws IOException {
        if (written.isPresent()) {
          written.get().close();
        }
      }
    }

    /** On disk, beside its place. */
    private record Written(InFile target, Path temporary, Path place) implements AutoCloseable {
      void move() throws IOException {
        try {
          Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
          bringToDisk(folderOf(place));
        } catch (FileSystemException e) {
          // It would name the temporary file.
          throw new WriteFailedException(target.file.toString(), e);
        }
      }

      @Override
      public void close() throws IOException {
        Files.deleteIfExists(temporary);
      }
    }

    private Written write(Content content) throws IOException {
      Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path temporary = place.resolveSibling(temporaryName(place));
      temporary.toFile().deleteOnExit();
      Written written = new Written(this, temporary, place);
      try {
        write(temporary, content);
        return written;
      } catch (FileSystemException e) {
        written.close();
        throw new WriteFailedException(file.toString(), e);
      } catch (IOException | RuntimeException e) {
        written.close();
        throw e;
      }
    }

    /**
     * Fails where both are one place, whether or not a file is there yet.
     *
     * @throws AllowlistException saying so
     */
    public void ensureIsNot(InFile other) throws AllowlistException {
      if (file.toAbsolutePath().normalize().equals(other.file.toAbsolutePath().normalize())) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "cannot write to %s: two outputs of this run go there".formatted(file),
            "Name another file for one of them.");
      }
    }

    /**
     * Fails where the file is a device or pipe, beside which nothing can stand.
     *
     * @throws AllowlistException saying so
     */
    public void ensureRegular() throws AllowlistException {
      if (isSpecial()) {
        throw impossible("it is a device or pipe, and a signature goes beside it", "Name a file.");
      }
    }

    /** Whether it is a device or pipe, which cannot be replaced. */
    private boolean isSpecial() {
      return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    private static Path folderOf(Path absolute) {
      return Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }

    private static String temporaryName(Path place) {
      String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
      return "." + place.getFileName() + "." + random + ".tmp";
    }

    private void write(Path temporary, Content content) throws IOException {
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          DiskOutputStream out = new DiskOutputStream(channel)) {
        content.writeTo(new PlacedOutputStream(out, file.toString()));
        out.bringToDisk();
      }
    }

    /** Without this, a power cut could take the new name back. */
    private static void bringToDisk(Path folder) throws IOException {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
