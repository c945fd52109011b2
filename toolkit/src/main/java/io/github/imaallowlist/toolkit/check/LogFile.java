package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.ima.log.MeasurementLog;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A measurement list that can be read more than once, and is the same each time. */
final class LogFile implements Closeable {
  /** Standard input. */
  static final Path STANDARD_INPUT = Path.of("-");

  private final ByteSource source;
  private final @Nullable SpoolFile spool;

  private LogFile(ByteSource source, @Nullable SpoolFile spool) {
    this.source = source;
    this.spool = spool;
  }

  /**
   * Opens a list. What is no plain file is copied first: a pipe can be read once, and the kernel's
   * own file, whose length is 0, grows.
   */
  static LogFile open(Path log, InputStream standardInput, Path temporaryFolder)
      throws IOException {
    if (log.equals(STANDARD_INPUT)) {
      return spooled("standard input", standardInput, temporaryFolder);
    }
    try (InputStream in = Files.newInputStream(log)) {
      return Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS) && Files.size(log) > 0
          ? new LogFile(ByteSource.of(log), null)
          : spooled(log.toString(), in, temporaryFolder);
    }
  }

  private static LogFile spooled(String name, InputStream in, Path folder) throws IOException {
    SpoolFile spool = SpoolFile.create(folder, name);
    try (OutputStream out = spool.out()) {
      in.transferTo(out);
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
    return new LogFile(spool, spool);
  }

  String name() {
    return source.name();
  }

  /** The list, from its beginning. */
  MeasurementLog read() throws IOException {
    return MeasurementLog.open(name(), source.open());
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
  }
}
