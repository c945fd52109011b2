package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.console.Terminal;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code label}, against matchpathcon. */
final class LabelCommandTest {
  @TempDir private Path work;
  private Path policy = Path.of("");

  @BeforeEach
  void writePolicy() throws IOException {
    policy =
        Files.writeString(
            work.resolve("file_contexts"),
            "/.* u:r:any_t:s0\n/a/.* <<none>>\n/a/d -d u:r:dir_t:s0\n/usr/lib/.* u:r:lib_t:s0\n");
    Files.writeString(work.resolve("file_contexts.subs_dist"), "/lib /usr/lib\n");
  }

  private Run label(String input, Terminal outTerminal, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Terminal.NONE,
            outTerminal);
    Object[] all = new Object[args.length + 3];
    System.arraycopy(new Object[] {"label", "--selinux", policy}, 0, all, 0, 3);
    System.arraycopy(args, 0, all, 3, args.length);
    String[] texts = Arrays.stream(all).map(Object::toString).toArray(String[]::new);
    int exit = Main.run(texts, console);
    return new Run(exit, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  @RequiresTool("matchpathcon")
  void linesAreThoseOfMatchpathcon() {
    Object[] paths = {
      "/", "/x", "/a/b", "/lib/x", "/lib/x/", "/lib//", "//lib//x", "x", "/a/d", "/y z"
    };
    Object[] command = new Object[paths.length + 5];
    Object[] start = {"matchpathcon", "-m", "f", "-f", policy};
    System.arraycopy(start, 0, command, 0, 5);
    System.arraycopy(paths, 0, command, 5, paths.length);

    String expected = Tools.run(command).succeeded().text();

    assertThat(label("", Terminal.NONE, paths).succeeded().text()).isEqualTo(expected);
    start[2] = "d";
    System.arraycopy(start, 0, command, 0, 5);
    Object[] asFolders = new Object[paths.length + 2];
    asFolders[0] = "--type";
    asFolders[1] = "dir";
    System.arraycopy(paths, 0, asFolders, 2, paths.length);
    assertThat(label("", Terminal.NONE, asFolders).succeeded().text())
        .isEqualTo(Tools.run(command).succeeded().text());
  }

  @Test
  void pathsOfStandardInputGoThroughAsTheyAre() {
    String odd = "/lib/\u00ff\u001b[2J\t";
    Run lines = label(odd + "\n/x", Terminal.NONE, "-").succeeded();
    Run records =
        label("/lib/a\nb\0/a/" + odd + "\0", Terminal.NONE, "-0", "/first", "-").succeeded();

    assertThat(latin1(lines.out())).isEqualTo(odd + "\tu:r:lib_t:s0\n/x\tu:r:any_t:s0\n");
    assertThat(latin1(records.out()))
        .isEqualTo("/first\tu:r:any_t:s0\0/lib/a\nb\tu:r:lib_t:s0\0/a/" + odd + "\t<<none>>\0");
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void pathsLongerThanTheBufferGoThroughToo() {
    StringBuilder input = new StringBuilder();
    for (int i = 1; i < 200_000; i *= 3) {
      input.append('/').append("x".repeat(i)).append('\n');
    }

    String out = label(input.toString(), Terminal.NONE, "-").succeeded().text();

    assertThat(out.replace("\tu:r:any_t:s0", "")).isEqualTo(input.toString());
    assertThat(label("/" + "x".repeat(1 << 20), Terminal.NONE, "-").ended(3).err())
        .contains("standard input: at byte 0: a path of more than 1,048,576 bytes");
  }

  @Test
  void terminalIsNotSteered() {
    Terminal terminal = new Terminal(true, false, 80);

    String out =
        label("/\u001b[2J\u00ff\u00c3\u00a4\r\u00e2\u0080\u00ae\n", terminal, "-")
            .succeeded()
            .text();

    assertThat(out).isEqualTo("/\\x1b[2J\\xffä\\x0d\\u202e\tu:r:any_t:s0\n");
  }

  @Test
  void outputFileHasThePathsAsTheyAre() throws IOException {
    Path file = work.resolve("labels");

    label("/\u001b\n", new Terminal(true, false, 80), "-", "-o", file).succeeded();

    assertThat(file).hasContent("/\u001b\tu:r:any_t:s0\n");
  }

  @Test
  void whatIsNoPathEndsWith3AndIsNamed() {
    assertThat(label("/a\n\n/b\n", Terminal.NONE, "-").ended(3).err())
        .contains("standard input: at byte 3: an empty path");
    assertThat(label("/a\0/b\0", Terminal.NONE, "-").ended(3).err()).contains("NUL byte");
    assertThat(label("", Terminal.NONE, "").ended(3).err()).contains("an empty path");
    assertThat(label("", Terminal.NONE, "/\ufffd").ended(2).err()).contains("standard input");
    assertThat(label("", Terminal.NONE).ended(2).err()).contains("PATH");
  }

  @Test
  void policyThatCannotBeReadIsNamedWithItsLine() throws IOException {
    Files.writeString(work.resolve("file_contexts.local"), "/ok u:r:t\n/(?!no) u:r:t\n");

    assertThat(label("", Terminal.NONE, "/").ended(3).err())
        .contains("file_contexts.local: line 2: ", "lookaround");
    assertThat(Run.of("label", "--selinux", work.resolve("nowhere"), "/").ended(4).err())
        .contains("nowhere does not exist", "/etc/selinux/targeted");
  }

  @Test
  void warningsComeFirstTenOnly() throws IOException {
    Files.writeString(work.resolve("file_contexts.local"), "/\\d u:r:t\n".repeat(12));

    assertThat(label("", Terminal.NONE, "/").succeeded().err())
        .contains("Warning: ", "file_contexts.local: line 10: ", "... and 2 more warnings")
        .doesNotContain("line 11");
    assertThat(label("", Terminal.NONE, "-q", "/").succeeded().err()).isEmpty();
  }
}
