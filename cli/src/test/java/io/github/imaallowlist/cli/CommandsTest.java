package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.console.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A run knows only the command that it is about; nobody may notice. */
class CommandsTest {
  private static final String[] NO_ARGUMENTS = {};

  static Stream<String> names() {
    return all().getSubcommands().keySet().stream();
  }

  private static CommandLine all() {
    return Commands.forArguments(NO_ARGUMENTS, console());
  }

  private static Console console() {
    return new Console(
        OutputStream.nullOutputStream(),
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
        Terminal.NONE);
  }

  @ParameterizedTest
  @MethodSource("names")
  void commandAloneIsTheOneAmongAll(String name) {
    CommandLine alone = command(Commands.forArguments(new String[] {name}, console()), name);

    assertThat(alone.getUsageMessage()).isEqualTo(command(all(), name).getUsageMessage());
    Class<?> type = alone.getCommandSpec().userObject().getClass();
    assertThat(type.getAnnotation(CommandLine.Command.class).name()).isEqualTo(name);
  }

  private static CommandLine command(CommandLine program, String name) {
    return Objects.requireNonNull(program.getSubcommands().get(name));
  }

  @Test
  void mistypedCommandIsToldWhichThereAre() {
    assertThat(Run.of("publsh").ended(2).err()).contains("Did you mean: ima-allowlist publish");
  }
}
