package io.github.imaallowlist.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.model.FilePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The members of a policy's {@code digests}, a line each, as Jackson under a {@link LinePrinter}
 * would write them, byte by byte. There are millions, and most are plain text that needs no JSON
 * generator.
 */
final class DigestLines {
  private static final int BUFFER = 1 << 18;
  private static final JsonFactory JSON = new JsonFactory();

  /** By a byte, its two digits, the first one in the high byte. */
  private static final short[] HEX = new short[0x100];

  private static final VarHandle PAIR =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  /** A path with each byte escaped, its quotes, and what is around it. */
  private static final int MAX_NAME = 6 * FilePath.MAX_LENGTH + 16;

  private static final int MAX_DIGEST = 2 * UnlabelledDigest.MAX_LENGTH + 4;

  static {
    for (int i = 0; i < HEX.length; i++) {
      HEX[i] = (short) (Character.forDigit(i >> 4, 16) << 8 | Character.forDigit(i & 0xf, 16));
    }
  }

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int used;
  private boolean empty = true;

  DigestLines(OutputStream out) {
    this.out = out;
  }

  /** Whether a path stands in JSON as it is: ASCII, without quotes, backslashes and controls. */
  static boolean isPlain(LoggedPath path) {
    for (int i = 0; i < path.length(); i++) {
      byte b = path.at(i);
      if (b < ' ' || b == '"' || b == '\\') {
        return false;
      }
    }
    return true;
  }

  /**
   * @param plain what {@link #isPlain} says of its path, which otherwise is UTF-8
   */
  void write(AllowlistEntry entry, boolean plain) throws IOException {
    makeRoom(MAX_NAME);
    if (!empty) {
      put(',');
    }
    empty = false;
    put('\n');
    put(' ');
    if (plain) {
      put('"');
      used = entry.path().copyTo(buffer, used);
      put('"');
    } else {
      putEscaped(entry.path());
    }
    put(':');
    put(' ');
    char before = '[';
    for (UnlabelledDigest digest : entry.digests()) {
      makeRoom(MAX_DIGEST);
      put(before);
      put('"');
      putHex(digest);
      put('"');
      before = ',';
    }
    put(']');
  }

  private void putEscaped(LoggedPath path) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeString(path.toString());
    }
    System.arraycopy(text.toByteArray(), 0, buffer, used, text.size());
    used += text.size();
  }

  private void putHex(UnlabelledDigest digest) {
    int length = digest.length();
    for (int i = 0; i < length; i++) {
      PAIR.set(buffer, used + 2 * i, HEX[digest.at(i) & 0xff]);
    }
    used += 2 * length;
  }

  private void put(char ascii) {
    buffer[used++] = (byte) ascii;
  }

  private void makeRoom(int bytes) throws IOException {
    if (bytes > BUFFER - used) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }

  /** Writes what is left, up to the line on which the object ends. */
  void finish() throws IOException {
    makeRoom(1);
    if (!empty) {
      put('\n');
    }
    flush();
  }
}
