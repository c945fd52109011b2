package io.github.imaallowlist.rpm.payload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.rpm.files.FileKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CpioReaderTest {
  private static final String TRAILER = entry("TRAILER!!!", "");

  private static CpioReader reader(String archive) {
    InputStream in = new ByteArrayInputStream(archive.getBytes(ISO_8859_1));
    return new CpioReader(in, "test.rpm");
  }

  /** With the size of the name and of the content where they belong, and all else 0. */
  private static String entry(String name, String content) {
    String header =
        "070701"
            + "00000000"
            + "000081A4"
            + "00000000".repeat(4)
            + "%08x".formatted(content.length())
            + "00000000".repeat(4)
            + "%08x".formatted(name.length() + 1)
            + "00000000";
    return padded(padded(header + name + "\0") + content);
  }

  private static String padded(String bytes) {
    return bytes + "\0".repeat(-bytes.length() & 3);
  }

  private static CpioEntry.Named named(CpioEntry entry) {
    return (CpioEntry.Named) entry;
  }

  @ParameterizedTest
  @ValueSource(strings = {"newc", "crc"})
  @RequiresTool("cpio")
  void readsWhatCpioWrites(String format, @TempDir Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (int i = 0; i < 50; i++) {
      contents.put("file" + "x".repeat(i), "content ".repeat(i * i));
    }
    for (Map.Entry<String, String> file : contents.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    byte[] archive =
        Tools.command("cpio", "-o", "--quiet", "-H", format)
            .in(folder)
            .input(String.join("\n", contents.keySet()).getBytes(ISO_8859_1))
            .run()
            .succeeded()
            .output();

    CpioReader cpio = reader(new String(archive, ISO_8859_1));
    Map<String, String> read = new TreeMap<>();
    CpioEntry entry = cpio.next();
    while (entry instanceof CpioEntry.Named file) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      cpio.content(file.size(), content::write);
      assertThat(file.isOf(FileKind.REGULAR)).isTrue();
      read.put(
          new String(file.path(), 1, file.path().length - 1, ISO_8859_1),
          content.toString(ISO_8859_1));
      entry = cpio.next();
    }
    cpio.finish();

    assertThat(entry).isInstanceOf(CpioEntry.Trailer.class);
    assertThat(read).isEqualTo(contents);
  }

  @Test
  void namesAreAbsoluteHoweverTheyAreWritten() throws IOException {
    CpioReader cpio =
        reader(entry("./usr/x", "") + entry("usr/x", "") + entry("/usr/x", "") + entry("./", ""));

    for (int i = 0; i < 3; i++) {
      assertThat(named(cpio.next()).path()).isEqualTo("/usr/x".getBytes(ISO_8859_1));
    }
    assertThat(named(cpio.next()).path()).isEqualTo("/".getBytes(ISO_8859_1));
  }

  @Test
  void nameThatOnlyLooksHarmlessKeepsItsDots() throws IOException {
    assertThat(named(reader(entry("./../x", "")).next()).path())
        .isEqualTo("/../x".getBytes(ISO_8859_1));
    assertThat(named(reader(entry(".x", "")).next()).path()).isEqualTo("/.x".getBytes(ISO_8859_1));
  }

  @Test
  void strippedEntriesHaveAnIndexAlone() throws IOException {
    CpioReader cpio = reader("07070X0000000A\0\0" + "07070XfffffffE\0\0" + "07070Xffffffff\0\0");

    assertThat(cpio.next()).isEqualTo(new CpioEntry.Indexed(10));
    assertThat(cpio.next()).isEqualTo(new CpioEntry.Indexed(0xfffffffeL));
    assertThat(cpio.next()).isInstanceOf(CpioEntry.Trailer.class);
  }

  @Test
  void zerosOfABlockMayFollowTheTrailerAndNothingElse() throws IOException {
    CpioReader zeros = reader(TRAILER + "\0".repeat(512));
    zeros.next();
    zeros.finish();

    CpioReader more = reader(TRAILER + entry("late", ""));
    more.next();
    assertThatThrownBy(more::finish).hasMessageContaining("goes on behind its trailer");
  }

  @Test
  void archiveThatEndsSaysWhatWasExpected() throws IOException {
    String archive = entry("name", "content");
    CpioReader content = reader(archive.substring(0, archive.length() - 3));
    long size = named(content.next()).size();

    assertThatThrownBy(() -> content.content(size, (buffer, start, length) -> {}))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("the archive ends 2 bytes before a content does");
    assertThatThrownBy(() -> reader(archive.substring(0, 50)).next())
        .hasMessage(
            "test.rpm: at byte 50 of the decompressed payload: the archive ends where a cpio header"
                + " was expected");
    assertThatThrownBy(() -> reader("").next()).hasMessageContaining("a cpio magic was expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+0000001", "-0000001", "0x000001", " 0000001", "0000000\u00e4"})
  void onlyHexadecimalDigitsAreANumber(String index) {
    assertThatThrownBy(() -> reader("07070X" + index + "\0\0").next())
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("not hexadecimal");
  }
}
