package io.github.imaallowlist.rpm.repodata;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * How a recorded file is compressed. Nothing but the content goes into the bytes: no name, no time,
 * no number of processors. Another version of zlib or zstd may give others.
 */
public enum DataCompression {
  /** What every client can read. {@link GZIPOutputStream} writes 0 as the time. */
  GZIP(".gz") {
    @Override
    OutputStream compress(OutputStream out) throws IOException {
      return new GZIPOutputStream(out, BUFFER);
    }
  },
  /** At createrepo_c's level ({@code CR_CW_ZSTD_COMPRESSION_LEVEL}). */
  ZSTD(".zst") {
    @Override
    OutputStream compress(OutputStream out) throws IOException {
      return new ZstdOutputStreamNoFinalizer(out, 10).setChecksum(true);
    }
  };

  private static final int BUFFER = 1 << 16;

  private final String extension;

  DataCompression(String extension) {
    this.extension = extension;
  }

  /** With its dot. */
  public String extension() {
    return extension;
  }

  /** Compresses what is written, and closes {@code out} when it is closed. */
  abstract OutputStream compress(OutputStream out) throws IOException;

  /** {@code gzip}, as users give it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
