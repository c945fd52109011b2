package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A passphrase as key derivation wants it, UTF-8, for as long as it is used. */
final class PassphraseBytes implements AutoCloseable {
  private static final int MOST_BYTES_A_CHARACTER = 4;

  private final byte[] utf8;

  private PassphraseBytes(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Asks for the passphrase and wipes its characters. */
  static PassphraseBytes ask(Passphrase passphrase, String keyFile)
      throws IOException, AllowlistException {
    char[] characters = passphrase.forKey(keyFile);
    byte[] room = new byte[characters.length * MOST_BYTES_A_CHARACTER];
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(room);
      CharsetEncoder encoder =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .onUnmappableCharacter(CodingErrorAction.REPLACE);
      encoder.encode(CharBuffer.wrap(characters), utf8, true);
      encoder.flush(utf8);
      return new PassphraseBytes(Arrays.copyOf(room, utf8.position()));
    } finally {
      Arrays.fill(characters, '\0');
      Arrays.fill(room, (byte) 0);
    }
  }

  /** The bytes themselves, not a copy: good until this is closed. */
  byte[] utf8() {
    return utf8;
  }

  @Override
  public void close() {
    Arrays.fill(utf8, (byte) 0);
  }
}
