package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of the program, in the order in which help has them. */
final class Commands {
  /**
   * Those that do not look at other commands. They are named here and not only in their
   * annotations, so that a run reads the options of the command that it is about, and not those of
   * all the others: a third of a second.
   */
  private static final List<String> ON_THEIR_OWN =
      List.of(
          "generate",
          "publish",
          "scan",
          "cache",
          "sign",
          "verify",
          "fetch",
          "check",
          "diff",
          "keygen",
          "keys",
          "policy",
          "explain",
          "label",
          "lint");

  private Commands() {}

  /**
   * The program with the commands that a command line may need.
   *
   * @param args the command line; where it begins with a command, there is just that one
   */
  static CommandLine forArguments(String[] args, Console console) {
    if (args.length > 0 && ON_THEIR_OWN.contains(args[0])) {
      // Of the program itself such a command line has nothing but the name.
      return new CommandLine(CommandSpec.create().name(RootCommand.NAME))
          .addSubcommand(args[0], command(args[0], console));
    }
    CommandLine program = new CommandLine(new RootCommand());
    for (String name : ON_THEIR_OWN) {
      program.addSubcommand(name, command(name, console));
    }
    return program
        .addSubcommand("generate-completion", new GenerateCompletion())
        .addSubcommand("help", new HelpCommand());
  }

  /** By name, not as functions in a table, all of which Java would make at every start. */
  private static Object command(String name, Console console) {
    return switch (name) {
      case "generate" -> new GenerateCommand(console);
      case "publish" -> new PublishCommand(console);
      case "scan" -> new ScanCommand(console);
      case "cache" -> new CacheCommand(console);
      case "sign" -> new SignCommand(console);
      case "verify" -> new VerifyCommand(console);
      case "fetch" -> new FetchCommand(console);
      case "check" -> new CheckCommand(console);
      case "diff" -> new DiffCommand(console);
      case "keygen" -> new KeygenCommand(console);
      case "keys" -> new KeysCommand(console);
      case "policy" -> new PolicyCommand(console);
      case "explain" -> new ExplainCommand(console);
      case "label" -> new LabelCommand(console);
      case "lint" -> new LintCommand(console);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
