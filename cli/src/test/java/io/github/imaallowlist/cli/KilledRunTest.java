package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a run ends, its output is absent, or the old one, or whole. */
final class KilledRunTest {
  private static final int KILLS = 24;
  private static final int FILES = 4_000;

  @TempDir private Path work;
  private Path key;
  private Path source;
  private Path folder;
  private Path output;

  @BeforeEach
  void makeSource() throws IOException {
    key = work.resolve("key");
    Run.of("keygen", key).succeeded();
    folder = Files.createDirectory(work.resolve("out"));
    output = folder.resolve("list");
    RpmBytes rpm = RpmBytes.named("many");
    for (int i = 0; i < FILES; i++) {
      rpm.file("/usr/share/many/file-" + i, "content " + i);
    }
    source = work.resolve("source");
    for (int i = 0; i < 4; i++) {
      Repositories.write(source, "many-" + i + ".rpm", rpm);
    }
  }

  @Test
  void killedRunLeavesNoHalfOutput() throws Exception {
    long start = System.nanoTime();
    assertThat(started().waitFor()).isZero();
    long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    byte[] complete = Files.readAllBytes(output);
    Random random = new Random(20261122);

    for (int kill = 0; kill < KILLS; kill++) {
      Optional<byte[]> before = kill % 2 == 0 ? Optional.empty() : Optional.of(new byte[] {'o'});
      replaceOutput(before);
      Process process = started();
      if (kill % 3 == 0) {
        awaitWriting(process);
      } else {
        // Spread over the run; whether the process has ended by then does not matter.
        process.waitFor(whole * (kill + random.nextInt(2)) / KILLS, TimeUnit.MILLISECONDS);
      }
      process.destroyForcibly().waitFor();

      Optional<byte[]> after =
          Files.exists(output) ? Optional.of(Files.readAllBytes(output)) : Optional.empty();
      if (after.isPresent() && !(before.isPresent() && after.get().length == 1)) {
        assertThat(after.get()).isEqualTo(complete);
        Run.of("verify", output, "--key", key + ".pub").succeeded();
      }
    }
  }

  @Test
  void terminatedRunLeavesNoTemporaryFile() throws Exception {
    for (String signal : List.of("TERM", "INT")) {
      replaceOutput(Optional.empty());
      Process process = started();
      awaitWriting(process);
      Tools.run("bash", "-c", "kill -" + signal + " " + process.pid());
      int exit = process.waitFor();

      assertThat(exit).as(signal).isIn(0, signal.equals("TERM") ? 143 : 130);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.filter(file -> !file.equals(output))).isEmpty();
      }
    }
  }

  private Process started() throws IOException {
    return new ProcessBuilder(
            Program.command(
                "generate", "--allow-unsigned", "-q", "--key", key, "-o", output, source))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Returns at the moment when something is written beside the output's place, or at the end. */
  private void awaitWriting(Process process) {
    while (process.isAlive() && !isWriting()) {
      Thread.onSpinWait();
    }
  }

  private boolean isWriting() {
    String[] names = folder.toFile().list();
    return names != null && Arrays.stream(names).anyMatch(name -> name.endsWith(".tmp"));
  }

  private void replaceOutput(Optional<byte[]> content) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
    }
    if (content.isPresent()) {
      Files.write(output, content.get());
    }
  }
}
