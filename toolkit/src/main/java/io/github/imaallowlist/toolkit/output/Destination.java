package io.github.imaallowlist.toolkit.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Where an artifact goes. */
public sealed interface Destination {
  /** Writes an artifact. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Puts the artifact in its place. To be called when nothing but input and output can fail. */
  void put(Content content) throws IOException;

  /** A stream, such as the standard output; it is flushed, and not closed. */
  record Stream(OutputStream out) implements Destination {
    @Override
    public void put(Content content) throws IOException {
      content.writeTo(out);
      out.flush();
    }
  }

  /**
   * A file, which appears whole or not at all: written beside its place, brought to disk, and moved
   * there in one step. What was there before stays until then. A device or pipe is written to.
   */
  record InFile(Path file) implements Destination {
    @Override
    public void put(Content content) throws IOException {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
          content.writeTo(out);
        }
        return;
      }
      Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path folder = place.resolveSibling("").toAbsolutePath();
      Path temporary = folder.resolve(temporaryName(place));
      temporary.toFile().deleteOnExit();
      try {
        write(temporary, content);
        Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
        bringToDisk(folder);
      } finally {
        Files.deleteIfExists(temporary);
      }
    }

    private static String temporaryName(Path place) {
      String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
      return "." + place.getFileName() + "." + random + ".tmp";
    }

    private static void write(Path temporary, Content content) throws IOException {
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel)) {
        content.writeTo(out);
        channel.force(true);
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
