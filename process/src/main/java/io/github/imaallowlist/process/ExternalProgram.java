package io.github.imaallowlist.process;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program of this machine and its arguments, which are handed over as they are: no shell sees
 * them.
 *
 * <p>It reads nothing unless it is given an input, has the environment of this process, and is
 * killed with all that it started when it takes too long or writes too much.
 *
 * @param command the program, a path or a name to be found on {@code PATH}, and its arguments
 * @param folder where it works; else where this process does
 * @param environment set in addition to the environment of this process, or instead of it
 * @param timeLimit for all of the run
 * @param outputLimit of standard output, in bytes; of standard error the end is kept
 */
public record ExternalProgram(
    List<String> command,
    Optional<Path> folder,
    Map<String, String> environment,
    Duration timeLimit,
    int outputLimit) {
  private static final Duration TIME_LIMIT = Duration.ofMinutes(2);
  private static final int OUTPUT_LIMIT = 1024 * 1024;

  public ExternalProgram {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a command has a program");
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** With a time limit of two minutes, and at most 1 MiB of output. */
  public static ExternalProgram of(List<String> command) {
    return new ExternalProgram(command, Optional.empty(), Map.of(), TIME_LIMIT, OUTPUT_LIMIT);
  }

  public ExternalProgram withArguments(String... arguments) {
    List<String> longer = new ArrayList<>(command);
    longer.addAll(Arrays.asList(arguments));
    return new ExternalProgram(longer, folder, environment, timeLimit, outputLimit);
  }

  public ExternalProgram in(Path newFolder) {
    return new ExternalProgram(
        command, Optional.of(newFolder), environment, timeLimit, outputLimit);
  }

  public ExternalProgram withEnvironment(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new ExternalProgram(command, folder, more, timeLimit, outputLimit);
  }

  public ExternalProgram within(Duration newTimeLimit) {
    return new ExternalProgram(command, folder, environment, newTimeLimit, outputLimit);
  }

  public ExternalProgram withOutputLimit(int bytes) {
    return new ExternalProgram(command, folder, environment, timeLimit, bytes);
  }

  /** The program as the user named it. */
  public String name() {
    return command.get(0);
  }

  /** Runs it without standard input; see {@link #run(ProgramInput)}. */
  public ProgramResult run() throws IOException, AllowlistException {
    return start(Optional.empty()).await();
  }

  /**
   * Runs it and waits for its end; with which exit code it ended is for the caller to judge.
   *
   * @throws AllowlistException with {@link ExitCode#IO} if there is no such program, or it was
   *     killed because it took too long or wrote too much
   * @throws java.io.InterruptedIOException if this thread was interrupted: the program is killed,
   *     and the thread's interrupt status set
   * @throws IOException if it cannot be started, or its input cannot be read
   */
  public ProgramResult run(ProgramInput input) throws IOException, AllowlistException {
    return start(Optional.of(input)).await();
  }

  /**
   * Runs it without standard input, and has its standard output read while it runs; the result has
   * none. Otherwise as {@link #run(ProgramInput)}.
   *
   * @throws IOException also what the reader threw: the program is killed
   */
  public ProgramResult stream(ProgramOutput output) throws IOException, AllowlistException {
    return start(Optional.empty()).await(output);
  }

  private RunningProgram start(Optional<ProgramInput> input)
      throws IOException, AllowlistException {
    ensureInstalled();
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    if (folder.isPresent() && isPath(name())) {
      // The user's path starts where this process works, not where the program will.
      builder.command().set(0, Path.of(name()).toAbsolutePath().toString());
    }
    folder.ifPresent(path -> builder.directory(path.toFile()));
    builder.environment().putAll(environment);
    if (input.isEmpty()) {
      builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    }
    return new RunningProgram(this, builder.start(), input);
  }

  /**
   * Fails where {@link #run()} would find no program.
   *
   * @throws AllowlistException with {@link ExitCode#IO}, naming it
   */
  public void ensureInstalled() throws AllowlistException {
    if (find().isEmpty()) {
      throw new AllowlistException(
          ExitCode.IO,
          name() + ": there is no such program" + (isPath(name()) ? "" : " on the PATH"),
          "Install it, or give the path where it is.");
    }
  }

  /** Whether the program is on this process's {@code PATH}, or at the path that it is. */
  public boolean isInstalled() {
    return find().isPresent();
  }

  /** The file that runs: the program on this process's {@code PATH}, or at the path that it is. */
  public Optional<Path> find() {
    return find(name(), Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  /** The way {@code execvp} looks: a name with a slash is a path, another is searched for. */
  static Optional<Path> find(String program, String path) {
    try {
      if (isPath(program)) {
        return Optional.of(Path.of(program)).filter(ExternalProgram::isProgram);
      }
      return Arrays.stream(path.split(File.pathSeparator, -1))
          .filter(part -> !part.isEmpty())
          .map(part -> Path.of(part, program))
          .filter(ExternalProgram::isProgram)
          .findFirst();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isPath(String program) {
    return program.contains("/");
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
