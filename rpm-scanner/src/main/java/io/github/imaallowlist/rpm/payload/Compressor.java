package io.github.imaallowlist.rpm.payload;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.rpm.header.Header;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.header.RpmLimits;
import io.github.imaallowlist.rpm.header.Tag;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * How a payload is compressed, as {@code PAYLOADCOMPRESSOR} names it (RPM's {@code
 * rpmio/rpmio.cc}).
 */
public enum Compressor {
  GZIP("gzip") {
    @Override
    InputStream decompress(BufferedInputStream in) throws IOException {
      // RPM writes no name for an uncompressed payload, and zlib passes one through.
      return startsWith(in, GZIP_MAGIC) ? new GZIPInputStream(in, BUFFER) : in;
    }
  },
  BZIP2("bzip2") {
    @Override
    InputStream decompress(BufferedInputStream in) throws IOException {
      return new BZip2CompressorInputStream(in, true);
    }
  },
  XZ("xz") {
    @Override
    InputStream decompress(BufferedInputStream in) throws IOException {
      return lzmaFamily(in);
    }
  },
  LZMA("lzma") {
    @Override
    InputStream decompress(BufferedInputStream in) throws IOException {
      return lzmaFamily(in);
    }
  },
  ZSTD("zstd") {
    @Override
    InputStream decompress(BufferedInputStream in) throws IOException {
      return new ZstdInputStreamNoFinalizer(in).setLongMax(RpmLimits.ZSTD_WINDOW_LOG);
    }
  };

  private static final int BUFFER = 64 << 10;
  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
  private static final byte[] XZ_MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};

  private final String rpmName;

  Compressor(String rpmName) {
    this.rpmName = rpmName;
  }

  abstract InputStream decompress(BufferedInputStream in) throws IOException;

  /**
   * The compressor that a header names; gzip where it names none.
   *
   * @throws UnsupportedInputException if it names one that is not known
   */
  public static Compressor of(Header header, String source) throws IOException {
    String name = header.string(Tag.PAYLOAD_COMPRESSOR).orElse(GZIP.rpmName);
    for (Compressor compressor : values()) {
      if (compressor.rpmName.equals(name)) {
        return compressor;
      }
    }
    throw new UnsupportedInputException(
        source,
        header.malformed(Tag.PAYLOAD_COMPRESSOR, "").offset(),
        "the payload's compressor is none of " + Arrays.toString(values()));
  }

  /**
   * Decompresses from a package's present offset on. Whatever a decoder has to complain of comes
   * out as an exception that names file and offset.
   */
  public InputStream open(RpmInput in) {
    return new PayloadStream(in, this);
  }

  /** RPM reads both with one decoder that looks at the magic. */
  private static InputStream lzmaFamily(BufferedInputStream in) throws IOException {
    // The stream's own checks are left out: every file is held against a stronger digest.
    return startsWith(in, XZ_MAGIC)
        ? new XZInputStream(in, RpmLimits.LZMA_MEMORY_KIB, false)
        : new LZMAInputStream(in, RpmLimits.LZMA_MEMORY_KIB);
  }

  private static boolean startsWith(BufferedInputStream in, byte[] magic) throws IOException {
    in.mark(magic.length);
    byte[] start = in.readNBytes(magic.length);
    in.reset();
    return Arrays.equals(start, magic);
  }

  @Override
  public String toString() {
    return rpmName;
  }
}
