package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.console.Terminal;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.report.ErrorReport;
import io.github.imaallowlist.error.ExitCode;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code ima-allowlist}. */
public final class Main {
  private static final String PICOCLI_LABEL = "Error: ";

  private Main() {}

  public static void main(String[] args) {
    // Numbers look the same on every machine: they are in what is written, too.
    Locale.setDefault(Locale.ROOT);
    // Java's own has two lines for a message, with a date and a class.
    System.setProperty("java.util.logging.SimpleFormatter.format", "ima-allowlist: %4$s: %5$s%n");
    // From JDK 22 on there would be a console without a terminal, and it would echo a passphrase.
    System.setProperty("jdk.console", "java.base");
    // Not System.out: that one would take a broken pipe for success.
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Interruption interruption = Interruption.saidOn(err);
    int status;
    try {
      status =
          run(
              args,
              new Console(
                  new FileInputStream(FileDescriptor.in),
                  out,
                  err,
                  Terminal.ofStandardError(),
                  Terminal.ofStandardOutput()));
    } finally {
      interruption.over();
    }
    System.exit(status);
  }

  /** Runs a command line, and returns the exit status. */
  public static int run(String[] args, Console console) {
    CommandLine commandLine = commandLine(args, console);
    try {
      return commandLine.execute(args);
    } catch (Error e) {
      // What would end as exit status 1 otherwise, which stands for findings.
      return ErrorReport.bug(e, console, false);
    }
  }

  private static CommandLine commandLine(String[] args, Console console) {
    // Types of options that have a converter of ours, or are not in use: picocli looks each of its
    // own converters up at every start.
    System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
    CommandLine commandLine = Commands.forArguments(args, console);
    Ansi ansi = console.terminal().colours() ? Ansi.ON : Ansi.OFF;
    return commandLine
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setUsageHelpWidth(Math.max(60, Math.min(100, console.terminal().columns())))
        .setUsageHelpAutoWidth(false)
        .setAbbreviatedOptionsAllowed(false)
        .setParameterExceptionHandler(new WrongUse(console))
        .setExecutionExceptionHandler(new Failure(console));
  }

  /** Of some messages picocli says itself that they are errors. */
  private static String withoutLabel(String message) {
    return message.startsWith(PICOCLI_LABEL) ? message.substring(PICOCLI_LABEL.length()) : message;
  }

  /**
   * What picocli calls where something goes wrong. Classes, for Java archives no lambdas of
   * interfaces from class files as old as picocli's, and would make them at each start.
   */
  private record WrongUse(Console console) implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
      String command = e.getCommandLine().getCommandSpec().qualifiedName();
      ErrorReport.print(
          console, withoutLabel(String.valueOf(e.getMessage())), "Try '" + command + " --help'.");
      UnmatchedArgumentException.printSuggestions(e, e.getCommandLine().getErr());
      return ExitCode.USAGE.status();
    }
  }

  private record Failure(Console console) implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
      return ErrorReport.failure(e, console, isDebugging(command));
    }
  }

  private static boolean isDebugging(CommandLine command) {
    return command.getParseResult().hasMatchedOption(CommonOptions.DEBUG);
  }
}
