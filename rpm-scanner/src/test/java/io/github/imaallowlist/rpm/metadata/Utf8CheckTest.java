package io.github.imaallowlist.rpm.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class Utf8CheckTest {
  /** Characters of one to four bytes; more than the check decodes at once. */
  private static final String TEXT = "a\u00e9\u20ac\ud83d\ude00".repeat(2000);

  private static void check(byte[] bytes, int pieceLength) throws MalformedInputException {
    Utf8Check check = new Utf8Check("x");
    for (int start = 0; start < bytes.length; start += pieceLength) {
      check.next(bytes, start, Math.min(pieceLength, bytes.length - start));
    }
    check.end();
  }

  @Test
  void textIsFineHoweverItIsCut() {
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);

    for (int length : new int[] {1, 2, 3, 5, 7, 8191, bytes.length}) {
      assertThatCode(() -> check(bytes, length)).doesNotThrowAnyException();
    }
  }

  @Test
  void firstWrongByteIsNamedHoweverItIsCut() {
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    bytes[1000] = (byte) 0xff;

    for (int length : new int[] {1, 2, 3, 5, 7, 8191, bytes.length}) {
      assertThatThrownBy(() -> check(bytes, length))
          .isInstanceOf(MalformedInputException.class)
          .hasMessage("x: at byte 1000: its XML is not UTF-8 from this byte on");
    }
  }

  @Test
  void endWithinACharacterIsWrong() {
    byte[] bytes = Arrays.copyOf("a\u20ac".getBytes(StandardCharsets.UTF_8), 3);

    assertThatThrownBy(() -> check(bytes, 1)).hasMessageContaining("at byte 1:");
  }

  @Test
  void parserPrintsNothing() {
    PrintStream error = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      byte[] latin = "<a>\u00e9t\u00e9</a>".getBytes(StandardCharsets.ISO_8859_1);
      assertThatThrownBy(
              () -> {
                try (MetadataXml xml = new MetadataXml("x", new ByteArrayInputStream(latin))) {
                  xml.root("", "a");
                  xml.text();
                }
              })
          .hasMessageContaining("x: at byte 3:");
    } finally {
      System.setErr(error);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
