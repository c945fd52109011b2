package io.github.imaallowlist.toolkit.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.selinux.label.LabelWarning;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabelTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void writePolicy() throws IOException {
    Files.writeString(
        folder.resolve("file_contexts"), "/.* u:r:any_t\n/n.* <<none>>\n/d -d u:r:d_t\n");
  }

  private LabelResult label(FileType type, PathSource... paths) throws AllowlistException {
    return Label.run(
        new LabelRequest(
            folder,
            type,
            List.of(paths),
            new Destination.Stream(out),
            new LabelLines((byte) '\n')));
  }

  private static PathSource one(String path) {
    return new PathSource.One(path.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static PathSource stream(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new PathSource.Stream(new ByteArrayInputStream(bytes), "the input", (byte) '\n');
  }

  @Test
  void pathsOfAllSourcesAreLabelledInTheirOrder() throws AllowlistException {
    LabelResult result = label(FileType.DIRECTORY, one("/d/"), stream("/n\n/\u00ff\n"), one("x"));

    assertThat(out.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo("/d\tu:r:d_t\n/n\t<<none>>\n/\u00ff\tu:r:any_t\nx\t<<none>>\n");
    assertThat(result).isEqualTo(new LabelResult(4, 2, List.of()));
  }

  @Test
  void streamInSmallPiecesIsReadAsOne() throws AllowlistException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      text.append("/p").append(i).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] to, int offset, int length) {
            return super.read(to, offset, Math.min(length, 7));
          }
        };

    label(FileType.REGULAR, new PathSource.Stream(slow, "the input", (byte) '\n'));

    assertThat(out.toString(StandardCharsets.ISO_8859_1).replace("\tu:r:any_t", ""))
        .isEqualTo(text.toString());
  }

  @Test
  void longPathsGoThroughUpToALimit() throws AllowlistException {
    String path = "/" + "x".repeat(300_000);

    label(FileType.REGULAR, stream(path + "\n/y"));

    assertThat(out.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo(path + "\tu:r:any_t\n/y\tu:r:any_t\n");
    assertRefused(stream("/" + "x".repeat(1 << 20)), "the input: at byte 0: a path of more than");
  }

  @Test
  void whatIsNoPathIsRefused() {
    assertRefused(stream("/a\n\n"), "the input: at byte 3: an empty path");
    assertRefused(stream("/a\0/b"), "the input: at byte 2: a NUL byte");
    assertRefused(one(""), "an empty path");
    assertRefused(one("/a\0b"), "a NUL byte");
  }

  private void assertRefused(PathSource source, String problem) {
    assertThatThrownBy(() -> label(FileType.REGULAR, source))
        .isInstanceOfSatisfying(
            AllowlistException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MALFORMED))
        .hasMessageContaining(problem);
  }

  @Test
  void warningsAboutThePolicyComeWithTheResult() throws IOException, AllowlistException {
    Files.writeString(folder.resolve("file_contexts.local"), "/a|b u:r:t\n");

    assertThat(label(FileType.REGULAR, one("/x")).warnings())
        .extracting(LabelWarning::line)
        .containsExactly(1);
  }

  @Test
  void missingPolicyIsNamed() {
    assertThatThrownBy(
            () ->
                Label.run(
                    new LabelRequest(
                        folder.resolve("nowhere"),
                        FileType.REGULAR,
                        List.of(),
                        new Destination.Stream(out),
                        new LabelLines((byte) 0))))
        .isInstanceOfSatisfying(
            AllowlistException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.IO))
        .hasMessageContaining("nowhere does not exist");
  }
}
