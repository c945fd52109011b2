package io.github.imaallowlist.rpm.metadata;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How a metadata file is compressed, told by its first bytes: a name can lie, and often does. */
enum MetadataCompression {
  NONE("XML", "<") {
    @Override
    InputStream decompress(InputStream in) {
      return in;
    }
  },
  NONE_WITH_BOM("XML", "\u00EF\u00BB\u00BF") {
    @Override
    InputStream decompress(InputStream in) {
      return in;
    }
  },
  GZIP("gzip", "\u001F\u008B") {
    @Override
    InputStream decompress(InputStream in) throws IOException {
      return new GZIPInputStream(in, BUFFER);
    }
  },
  BZIP2("bzip2", "BZh") {
    @Override
    InputStream decompress(InputStream in) throws IOException {
      return new BZip2CompressorInputStream(in, true);
    }
  },
  XZ("xz", "\u00FD7zXZ\0") {
    @Override
    InputStream decompress(InputStream in) throws IOException {
      return new XZInputStream(in, MetadataLimits.XZ_MEMORY_KIB);
    }
  },
  ZSTD("zstd", "(\u00B5/\u00FD") {
    @Override
    InputStream decompress(InputStream in) throws IOException {
      return new ZstdInputStreamNoFinalizer(in).setLongMax(MetadataLimits.ZSTD_WINDOW_LOG);
    }
  },
  /** zchunk: several zstd frames after an index of its own; no library for it here. */
  ZCHUNK("zchunk", "\0ZCK1") {
    @Override
    InputStream decompress(InputStream in) {
      throw new UnsupportedOperationException("zchunk");
    }
  };

  /** Bytes that {@link #of} needs to tell all kinds apart. */
  static final int MAGIC_LENGTH = 6;

  private static final int BUFFER = 1 << 16;

  private final String title;
  private final String magic;

  /**
   * @param magic the first bytes, each as one character
   */
  MetadataCompression(String title, String magic) {
    this.title = title;
    this.magic = magic;
  }

  /** The kind of a file that starts with these bytes. */
  static Optional<MetadataCompression> of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(kind -> text.startsWith(kind.magic)).findFirst();
  }

  /**
   * The decompressed bytes.
   *
   * @throws UnsupportedOperationException for {@link #ZCHUNK}
   */
  abstract InputStream decompress(InputStream in) throws IOException;

  /** The format's name. */
  String title() {
    return title;
  }
}
