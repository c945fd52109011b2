package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The decompressed content of a stream. What the decompressors throw on broken data, each in its
 * own way, comes out as {@link MalformedInputException} with the offset reached in the compressed
 * bytes; a failure to read those stays what it is.
 */
final class DecompressedStream extends InputStream {
  private static final int BUFFER = 1 << 16;

  private final String source;
  private final MeteredInputStream raw;
  private final MetadataCompression compression;
  private final InputStream content;

  private DecompressedStream(
      String source, MeteredInputStream raw, MetadataCompression compression, InputStream in)
      throws IOException {
    this.source = source;
    this.raw = raw;
    this.compression = compression;
    this.content = attempt(() -> compression.decompress(in));
  }

  /**
   * Opens the content, whose compression its first bytes tell.
   *
   * @throws UnsupportedInputException for zchunk
   * @throws MalformedInputException if it is neither XML nor compressed
   */
  static DecompressedStream open(String source, MeteredInputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(MetadataCompression.MAGIC_LENGTH);
    byte[] start = in.readNBytes(MetadataCompression.MAGIC_LENGTH);
    in.reset();
    Optional<MetadataCompression> compression = MetadataCompression.of(start);
    if (compression.isEmpty()) {
      throw new MalformedInputException(
          source, 0, "expected XML, or XML compressed with gzip, bzip2, xz or zstd");
    }
    if (compression.get() == MetadataCompression.ZCHUNK) {
      throw new UnsupportedInputException(
          source,
          0,
          "zchunk metadata cannot be read; make it with createrepo_c --general-compress-type=gz");
    }
    return new DecompressedStream(source, raw, compression.get(), in);
  }

  @Override
  public int read() throws IOException {
    return attempt(content::read);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return attempt(() -> content.read(buffer, offset, length));
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private <T> T attempt(Step<T> step) throws IOException {
    try {
      return step.run();
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (raw.failure().isPresent()) {
        throw raw.failure().get();
      }
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new MalformedInputException(
          source,
          raw.count(),
          "the %s stream is broken or cut short: %s".formatted(compression.title(), reason),
          e);
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }
}
