package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.Passphrase;
import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a passphrase comes from; never from an argument, which every process can read. */
public final class PassphraseOptions {
  @Option(
      names = "--passphrase-env",
      paramLabel = "NAME",
      description = "Environment variable that holds the key's passphrase, or the token's PIN.")
  private @Nullable String variable;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "File whose first line is the key's passphrase, or the token's PIN. Without either, it is"
              + " asked for at the terminal where one is needed.")
  private @Nullable Path file;

  public boolean isGiven() {
    return variable != null || file != null;
  }

  /** For a key that exists. */
  public Passphrase toPassphrase() {
    return orElse(key -> ask("Passphrase of " + key, key));
  }

  /** For a key that is to be made: at the terminal it is asked for twice. */
  public Passphrase toNewPassphrase() {
    return orElse(PassphraseOptions::askTwice);
  }

  private Passphrase orElse(Passphrase atTerminal) {
    return of(variable, file, atTerminal);
  }

  /** For a key that exists, from where other options say. */
  static Passphrase of(@Nullable String fromVariable, @Nullable Path fromFile) {
    return of(fromVariable, fromFile, key -> ask("Passphrase of " + key, key));
  }

  private static Passphrase of(
      @Nullable String fromVariable, @Nullable Path fromFile, Passphrase atTerminal) {
    if (fromVariable != null && fromFile != null) {
      return key -> {
        throw new AllowlistException(
            ExitCode.USAGE,
            key + ": a variable and a file for the passphrase exclude one another",
            "Give one of them.");
      };
    }
    if (fromVariable != null) {
      return key -> ofVariable(fromVariable);
    }
    return fromFile != null ? Passphrase.firstLineOf(fromFile) : atTerminal;
  }

  private static char[] ofVariable(String name) throws AllowlistException {
    String value = System.getenv(name);
    if (value == null) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "the environment variable " + name + " for the passphrase is not set",
          "Set and export it, or give --passphrase-file.");
    }
    return value.toCharArray();
  }

  private static char[] askTwice(String key) throws AllowlistException {
    char[] first = ask("New passphrase of " + key, key);
    char[] second = ask("Once more", key);
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same) {
      Arrays.fill(first, '\0');
      throw new AllowlistException(
          ExitCode.USAGE, key + ": the two passphrases differ", "Type the same one twice.");
    }
    return first;
  }

  // Null without a terminal on every JDK: Main sees to it.
  @SuppressWarnings("SystemConsoleNull")
  private static char[] ask(String prompt, String key) throws AllowlistException {
    Console console = System.console();
    char[] passphrase = console == null ? null : console.readPassword("%s: ", prompt);
    if (passphrase == null) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          key + ": the key is encrypted, and there is no terminal to ask at",
          "Give --passphrase-env NAME or --passphrase-file FILE.");
    }
    return passphrase;
  }
}
