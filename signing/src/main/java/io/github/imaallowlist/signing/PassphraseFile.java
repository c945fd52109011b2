package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file whose first line is a passphrase. */
final class PassphraseFile {
  private static final int MAX_BYTES = 4096;

  private PassphraseFile() {}

  static char[] firstLine(Path file) throws IOException, AllowlistException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    if (end > MAX_BYTES) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: the first line has more than %d bytes".formatted(file, MAX_BYTES),
          "Give a file whose first line is the passphrase.");
    }
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
    char[] passphrase = new char[decoded.remaining()];
    decoded.get(passphrase);
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(decoded.array(), '\0');
    return passphrase;
  }
}
