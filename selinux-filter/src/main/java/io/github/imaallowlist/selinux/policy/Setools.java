package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.process.ExternalProgram;
import io.github.imaallowlist.process.ProgramResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One of the programs of setools. */
final class Setools {
  /** How much may follow a line that is wrong for it to be what the program says when it fails. */
  private static final int LAST_WORDS = 16 * 1024;

  private static final String INSTALL =
      "Install setools: `apt-get install setools` (Debian), `dnf install setools-console` (Fedora), "
          + "`zypper install setools-console` (openSUSE).";

  private final String name;
  private final SetoolsSettings settings;

  Setools(String name, SetoolsSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  /** Reads what a program writes, to its end. */
  @FunctionalInterface
  interface Answer<T> {
    T read(OutputLines lines) throws IOException;
  }

  /** The file that runs. */
  Path file() throws AllowlistException {
    if (settings.folder().isPresent() && !Files.isDirectory(settings.folder().get())) {
      throw new AllowlistException(
          ExitCode.IO,
          "--setools %s: there is no such folder".formatted(settings.folder().get()),
          "Name the folder that has seinfo and sesearch, or leave the option out.");
    }
    String program = settings.folder().map(folder -> folder.resolve(name).toString()).orElse(name);
    return ExternalProgram.of(List.of(program))
        .find()
        .orElseThrow(
            () ->
                new AllowlistException(
                    ExitCode.IO,
                    settings
                        .folder()
                        .map(folder -> folder + ": the program " + name + " is not in this folder")
                        .orElse(name + ": there is no such program on the PATH"),
                    INSTALL));
  }

  /**
   * Runs it.
   *
   * @throws MalformedInputException naming the line, if it succeeds with an answer of another shape
   * @throws AllowlistException with {@link ExitCode#IO} if it is not there, or fails, or takes too
   *     long, or writes too much
   */
  <T> T ask(List<String> arguments, Answer<T> answer) throws IOException, AllowlistException {
    List<String> command = new ArrayList<>(List.of(file().toString()));
    command.addAll(arguments);
    AtomicReference<Outcome<T>> outcome = new AtomicReference<>();
    ProgramResult result =
        ExternalProgram.of(command)
            .within(settings.timeLimit())
            .withOutputLimit(SetoolsLimits.OUTPUT_BYTES)
            .withEnvironment("LC_ALL", "C.UTF-8")
            .stream(output -> outcome.set(read(output, answer)));
    Outcome<T> read = Optional.ofNullable(outcome.get()).orElseThrow();
    if (result.exitCode() != 0) {
      throw failed(result, read.lastLine());
    }
    if (read.wrong().isPresent()) {
      throw read.wrong().get();
    }
    return read.value().orElseThrow();
  }

  /** A program that fails says why on standard output: then what is wrong there is not the news. */
  private <T> Outcome<T> read(InputStream output, Answer<T> answer) throws IOException {
    OutputLines lines = new OutputLines("output of " + name, output);
    try {
      T value = answer.read(lines);
      return new Outcome<>(Optional.of(value), Optional.empty(), lines.line());
    } catch (MalformedInputException e) {
      String line = lines.line();
      if (output.readNBytes(LAST_WORDS).length == LAST_WORDS) {
        throw e;
      }
      return new Outcome<>(Optional.empty(), Optional.of(e), line);
    }
  }

  private AllowlistException failed(ProgramResult result, String lastLine) {
    String words =
        (PolicyNames.shown(lastLine.strip()) + " " + PolicyNames.shown(result.errorTail())).strip();
    return new AllowlistException(
        ExitCode.IO,
        "%s failed with exit code %d: %s"
            .formatted(name, result.exitCode(), words.isEmpty() ? "it does not say why" : words),
        "If the policy is newer than this setools or its libsepol, install newer ones.");
  }

  private record Outcome<T>(
      Optional<T> value, Optional<MalformedInputException> wrong, String lastLine) {}
}
