package io.github.imaallowlist.selinux.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostileFileContextsTest {
  private static LabelFile file(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    return new LabelFile(name, () -> new ByteArrayInputStream(bytes));
  }

  private static FileContexts read(String content) throws IOException {
    return FileContexts.read(LabelFiles.only(file("file_contexts", content)));
  }

  private static void assertRefused(
      String content, Class<? extends InputException> type, String... messages) {
    assertThatThrownBy(() -> read(content))
        .isExactlyInstanceOf(type)
        .hasMessageContainingAll(messages)
        .hasMessageStartingWith("file_contexts: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/b|no context behind the path",
        "/b u:r|is no context",
        "/b u:r:|is no context",
        "/b u::t|is no context",
        "/b u:r:t:|is no context",
        "/b -- <none>|is no context",
        "/b -x u:r:t|is no file type",
        "/b u:r:t behind|is no file type",
        "/b --|is no context",
        "/b\u00e9 u:r:t|not ASCII",
        "/b u:r:t\u00e9|not ASCII",
        "/b( u:r:t|without its closing parenthesis",
        "/b\u0000 u:r:t|a NUL byte"
      })
  void wrongLineIsMalformedAndNamed(String line, String problem) {
    assertRefused("/a u:r:t\n" + line + "\n", MalformedInputException.class, "line 2: ", problem);
  }

  @Test
  void regexBeyondLinearTimeIsUnsupportedAndItsLineNamed() {
    assertRefused(
        "/a u:r:t\n\n/(?!x).* u:r:t\n", UnsupportedInputException.class, "line 3: ", "lookaround");
  }

  @Test
  void wrongLineOfAnotherFileIsNamedWithIt() {
    LabelFiles files =
        new LabelFiles(
            file("main", "/a u:r:t\n"),
            Optional.empty(),
            Optional.of(file("main.local", "# x\n/(a u:r:t\n")),
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> FileContexts.read(files))
        .hasMessageStartingWith("main.local: line 2:");
  }

  @Test
  void compiledFileIsUnsupported() {
    assertRefused("\u008a\u00ff|\u00f9\u0005\u0000", UnsupportedInputException.class, "compiled");
    assertRefused("\u00f9|\u00ff\u008a\u0000\u0000", UnsupportedInputException.class, "compiled");
    assertRefused("\u0001\u0002\u0000\n", MalformedInputException.class, "NUL");
  }

  @Test
  void fileThatIsCutOffIsMalformedOrNamed() throws IOException {
    String whole = "/a u:r:t\n/bin(/.*)? u:r:bin_t:s0\n";
    for (int length = whole.indexOf("/bin") + 4; length < whole.indexOf("_t"); length++) {
      String cut = whole.substring(0, length);
      boolean complete = cut.substring(cut.indexOf("/bin") + 1).matches(".* u:r:.+");
      if (complete) {
        assertThat(read(cut).warnings()).extracting(LabelWarning::line).containsExactly(2);
      } else {
        assertRefused(cut, MalformedInputException.class, "line 2: ");
      }
    }
  }

  @Test
  void millionSpecsAreTooMany() {
    String specs = "/a u:r:t\n".repeat(1_000_000);

    assertRefused(specs, LimitExceededException.class, "line 100001: ", "100,000 specs");
    assertRefused(
        "/abcdefgh u:r:t\n".repeat(1_100_000), LimitExceededException.class, "16,777,216 bytes");
  }

  @Test
  void hundredThousandSpecsAreNot() throws IOException {
    StringBuilder specs = new StringBuilder("/.*/x u:r:all_t\n");
    for (int i = 1; i < 100_000; i++) {
      specs.append("/d/").append(i).append("(/.*)? u:r:t").append(i).append("_t\n");
    }
    LabelLookup lookup = read(specs.toString()).lookup();
    byte[] path = "/d/77777/x/y".getBytes(StandardCharsets.US_ASCII);

    assertThat(lookup.specFor(path, 0, path.length, FileType.REGULAR))
        .map(ContextSpec::line)
        .contains(77_778);
  }

  @Test
  void substitutionsAreBounded() {
    LabelFile main = file("main", "/a u:r:t\n");
    LabelFile many = file("main.subs", "/a /b\n".repeat(1_001));
    LabelFile wide = file("main.subs", "/a /" + "b".repeat(1_100) + "\n");

    for (LabelFile subs : new LabelFile[] {many, wide}) {
      LabelFiles files =
          new LabelFiles(
              main, Optional.empty(), Optional.empty(), Optional.of(subs), Optional.empty());
      assertThatThrownBy(() -> FileContexts.read(files))
          .isExactlyInstanceOf(LimitExceededException.class)
          .hasMessageStartingWith("main.subs: line ");
    }
  }

  @Test
  void substitutionWithoutTargetIsNamed() throws IOException {
    LabelFiles files =
        new LabelFiles(
            file("main", "/a u:r:t\n"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(file("main.subs_dist", "# x\n/lib\n")));

    assertThat(FileContexts.read(files).warnings())
        .extracting(LabelWarning::toString)
        .singleElement()
        .asString()
        .startsWith("main.subs_dist: line 2: ");
  }

  @Test
  void pathThatIsNoneIsRefused() throws IOException {
    LabelLookup lookup = read("/a u:r:t\n").lookup();

    assertThatThrownBy(() -> lookup.specFor(new byte[0], 0, 0, FileType.REGULAR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> lookup.specFor(new byte[] {'/', 0}, 0, 2, FileType.REGULAR))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
