package io.github.imaallowlist.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final Path REPOSITORY = Path.of("/srv/repository");
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String LINE =
      "Waiting for process 7, which publishes /srv/repository; for 10 minutes at most\n";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private String saidAfter(Terminal terminal, boolean quiet, int... seconds) {
    PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(OutputStream.nullOutputStream(), out, terminal);
    Progress progress = Progress.of(console, quiet);
    for (int waited : seconds) {
      progress.waiting(REPOSITORY, "process 7", Duration.ofSeconds(waited), PATIENCE);
    }
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void itIsSaidOnceAndAtOnce() {
    assertThat(saidAfter(Terminal.NONE, false, 0, 1, 20)).isEqualTo(LINE);
  }

  @Test
  void itIsALineOfItsOwnOnATerminal() {
    assertThat(saidAfter(new Terminal(true, false, 80), false, 0, 1)).endsWith(LINE);
  }

  @Test
  void quietMachinesAreToldWhenItTakesLong() {
    assertThat(saidAfter(Terminal.NONE, true, 0, 1, 9)).isEmpty();
    assertThat(saidAfter(Terminal.NONE, true, 0, 9, 10, 11)).isEqualTo(LINE);
  }
}
