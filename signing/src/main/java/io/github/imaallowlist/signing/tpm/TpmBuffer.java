package io.github.imaallowlist.signing.tpm;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A TPM structure, read from front to end; each error has the offset. */
final class TpmBuffer {
  /** No structure that is read here has more: a {@code TPM2B} has 64 KiB at most. */
  private static final int MAX_FILE = 1 << 16;

  private final String source;
  private final ByteBuffer bytes;

  private TpmBuffer(String source, ByteBuffer bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  static TpmBuffer of(String source, byte[] bytes) {
    return new TpmBuffer(source, ByteBuffer.wrap(bytes));
  }

  /** All bytes of a file. */
  static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE + 1);
      if (bytes.length > MAX_FILE) {
        throw new LimitExceededException(
            file.toString(), MAX_FILE, "more than the 64 KiB of any TPM structure");
      }
      return bytes;
    }
  }

  int u8(String what) throws InputException {
    require(Byte.BYTES, what);
    return bytes.get() & 0xff;
  }

  int u16(String what) throws InputException {
    require(Short.BYTES, what);
    return bytes.getShort() & 0xffff;
  }

  int u32(String what) throws InputException {
    require(Integer.BYTES, what);
    return bytes.getInt();
  }

  long u64(String what) throws InputException {
    require(Long.BYTES, what);
    return bytes.getLong();
  }

  byte[] bytes(int length, String what) throws InputException {
    require(length, what);
    byte[] copy = new byte[length];
    bytes.get(copy);
    return copy;
  }

  /** A {@code TPM2B}: its length in two bytes, then its bytes. */
  byte[] sized(String what) throws InputException {
    return bytes(u16(what), what);
  }

  void expectEnd() throws InputException {
    if (bytes.hasRemaining()) {
      throw malformed("%d bytes too many".formatted(bytes.remaining()));
    }
  }

  private void require(int length, String what) throws InputException {
    if (bytes.remaining() < length) {
      throw malformed("the file ends within %s".formatted(what));
    }
  }

  MalformedInputException malformed(String problem) {
    return new MalformedInputException(source, bytes.position(), problem);
  }

  String source() {
    return source;
  }

  int position() {
    return bytes.position();
  }
}
