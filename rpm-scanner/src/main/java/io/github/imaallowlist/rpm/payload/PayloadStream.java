package io.github.imaallowlist.rpm.payload;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.header.RpmLimits;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;

/**
 * A decompressed payload. Decoders are others' code on hostile input: whatever they throw, a
 * runtime exception included, says that the stream is damaged, and comes out as that.
 */
final class PayloadStream extends InputStream {
  private static final int BUFFER = 64 << 10;

  private final RpmInput in;
  private final Compressor compressor;
  private @Nullable InputStream decoder;

  PayloadStream(RpmInput in, Compressor compressor) {
    this.in = in;
    this.compressor = compressor;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int start, int length) throws IOException {
    try {
      return decoder().read(buffer, start, length);
    } catch (MemoryLimitException e) {
      throw new LimitExceededException(
          in.name(),
          in.offset(),
          "the %s stream needs %,d KiB of memory; the limit is %,d"
              .formatted(compressor, e.getMemoryNeeded(), e.getMemoryLimit()),
          e);
    } catch (ZstdIOException e) {
      if (e.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()) {
        throw new LimitExceededException(
            in.name(),
            in.offset(),
            "the zstd stream needs a window of more than %d MiB"
                .formatted(1 << (RpmLimits.ZSTD_WINDOW_LOG - 20)),
            e);
      }
      throw damaged(e);
    } catch (UnsupportedOptionsException e) {
      throw new UnsupportedInputException(
          in.name(),
          in.offset(),
          "the %s stream uses what the decoder does not know: %s"
              .formatted(compressor, e.getMessage()),
          e);
    } catch (IOException | RuntimeException e) {
      if (in.failure().isPresent()) {
        throw in.failure().get();
      }
      throw damaged(e);
    }
  }

  private MalformedInputException damaged(Exception cause) {
    String problem =
        cause instanceof EOFException
            ? "the %s stream is cut short".formatted(compressor)
            : "the %s stream is damaged: %s".formatted(compressor, reason(cause));
    return new MalformedInputException(in.name(), in.offset(), problem, cause);
  }

  /** Some exceptions say what is wrong with their name alone. */
  private static String reason(Exception cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private InputStream decoder() throws IOException {
    InputStream present = decoder;
    if (present == null) {
      present = compressor.decompress(new BufferedInputStream(in, BUFFER));
      decoder = present;
    }
    return present;
  }

  /** Frees what the decoder holds, outside the heap too. The package's file stays open. */
  @Override
  public void close() throws IOException {
    InputStream present = decoder;
    if (present != null) {
      present.close();
    }
  }
}
