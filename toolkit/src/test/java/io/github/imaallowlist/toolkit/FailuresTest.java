package io.github.imaallowlist.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each failure has its exit status, names what failed, and has a remedy that fits. */
final class FailuresTest {
  static Stream<Object[]> failures() {
    return Stream.of(
        new Object[][] {
          {
            new MalformedInputException("f", 7, "bad"),
            ExitCode.MALFORMED,
            "f: at byte 7: bad",
            "Get"
          },
          {
            new LimitExceededException("f", InputException.NO_OFFSET, "big"),
            ExitCode.MALFORMED,
            "f: big",
            "report the limit"
          },
          {
            new UnsupportedInputException("f", InputException.NO_OFFSET, "odd"),
            ExitCode.MALFORMED,
            "f: odd",
            "this version reads"
          },
          {new NoSuchFileException("f"), ExitCode.IO, "f does not exist", "spelling"},
          {new AccessDeniedException("f"), ExitCode.IO, "f: permission denied", "Run as"},
          {new FileSystemException("f"), ExitCode.IO, "f: FileSystemException", "Check"},
          {new IOException("Input/output error"), ExitCode.IO, "Input/output error", "Check"},
          {new IOException(), ExitCode.IO, "IOException", "Check"},
          {new IOException("/t: No space left on device"), ExitCode.IO, "/t: No space", "Free"},
        });
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureHasStatusMessageAndRemedy(
      IOException failure, ExitCode exit, String message, String remedy) {
    AllowlistException told = Failures.of(failure);

    assertThat(told.exitCode()).isEqualTo(exit);
    assertThat(told).hasMessageContaining(message).hasCause(failure);
    assertThat(told.remedy()).contains(remedy);
  }

  @Test
  void readerThatWentAwayIsNamed() {
    AllowlistException told = Failures.of(failureOf("Broken pipe"));

    assertThat(told).hasMessage("cannot write to standard output: Broken pipe");
    assertThat(told.remedy()).contains("ended too early");
  }

  @Test
  void placeThatTakesNothingMoreIsNamed() {
    AllowlistException told = Failures.of(failureOf("Disk quota exceeded"));

    assertThat(told).hasMessage("cannot write to standard output: Disk quota exceeded");
    assertThat(told.remedy()).contains("Free some room");
  }

  @Test
  void temporaryFilesGoElsewhereByTheirOption() {
    Path folder = Path.of("/nonexistent/folder");
    IOException failure =
        catchThrowableOfType(IOException.class, () -> SpoolFile.create(folder, "a list"));

    assertThat(Failures.of(failure).remedy()).contains("--temp-dir").doesNotContain("--output");
    assertThat(Failures.of(failureOf("Input/output error")).remedy())
        .contains("--output")
        .doesNotContain("--temp-dir");
  }

  private static IOException failureOf(String reason) {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    try {
      new Destination.Stream(failing).put(out -> out.write('x'));
    } catch (IOException e) {
      return e;
    }
    throw new AssertionError("it was written");
  }
}
