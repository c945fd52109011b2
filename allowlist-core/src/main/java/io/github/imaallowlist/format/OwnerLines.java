package io.github.imaallowlist.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imaallowlist.allowlist.DigestOwners;
import java.io.IOException;

/**
 * The values of a policy's {@code owners}, as Jackson under a {@link LinePrinter} would write them,
 * character by character, but for a line break each so many. There are millions, nearly all of them
 * one number, and to make Jackson's own way fast takes Java's compiler longer than to write them.
 */
final class OwnerLines {
  /** So that a line is no longer than any path's. */
  private static final int OWNERS_IN_LINE = 256;

  private static final int BUFFER = 1 << 13;

  /** The longest number, {@code -2147483648}, and a comma or brackets around it. */
  private static final int MAX_VALUE = 16;

  private final JsonGenerator json;
  private final char[] buffer = new char[BUFFER];
  private int used;

  /** Digits of a number, from behind. */
  private final char[] digits = new char[MAX_VALUE];

  /**
   * @param json stands in the array, before its first value
   */
  OwnerLines(JsonGenerator json) {
    this.json = json;
  }

  /**
   * @param paths how many entries were added to the owners
   */
  void write(OwnerSpool.Reader owners, long paths) throws IOException {
    for (long path = 0; path < paths; path++) {
      makeRoom();
      if (path % OWNERS_IN_LINE == 0) {
        put('\n');
        put(' ');
        put(' ');
      }
      if (path > 0) {
        put(',');
      }
      put(owners.next());
    }
    flush();
  }

  private void put(DigestOwners owners) throws IOException {
    if (owners.isOne()) {
      put(owners.one());
      return;
    }
    char before = '[';
    for (int digest = 0; digest < owners.count(); digest++) {
      makeRoom();
      put(before);
      putList(owners.of(digest));
      before = ',';
    }
    put(']');
  }

  private void putList(int[] numbers) throws IOException {
    put('[');
    for (int i = 0; i < numbers.length; i++) {
      makeRoom();
      if (i > 0) {
        put(',');
      }
      put(numbers[i]);
    }
    put(']');
  }

  private void put(int number) {
    if (number < 0) {
      put('-');
    }
    int count = 0;
    int rest = number;
    do {
      digits[count++] = (char) ('0' + Math.abs(rest % 10));
      rest /= 10;
    } while (rest != 0);
    while (count > 0) {
      put(digits[--count]);
    }
  }

  private void put(char ascii) {
    buffer[used++] = ascii;
  }

  /** For a value, what is before it, and what ends the lists around it. */
  private void makeRoom() throws IOException {
    if (2 * MAX_VALUE > BUFFER - used) {
      flush();
    }
  }

  private void flush() throws IOException {
    json.writeRaw(buffer, 0, used);
    used = 0;
  }
}
