package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** The commands of the program, in the order in which help has them. */
final class Commands {
  private record Named(String name, Function<Console, Object> command) {}

  /**
   * Those that do not look at other commands. They are named here and not only in their
   * annotations, so that a run reads the options of the command that it is about, and not those of
   * all the others: a third of a second.
   */
  private static final List<Named> ON_THEIR_OWN =
      List.of(
          new Named("generate", GenerateCommand::new),
          new Named("publish", PublishCommand::new),
          new Named("scan", ScanCommand::new),
          new Named("cache", CacheCommand::new),
          new Named("sign", SignCommand::new),
          new Named("verify", VerifyCommand::new),
          new Named("fetch", FetchCommand::new),
          new Named("check", CheckCommand::new),
          new Named("diff", DiffCommand::new),
          new Named("keygen", KeygenCommand::new),
          new Named("keys", KeysCommand::new),
          new Named("policy", PolicyCommand::new),
          new Named("explain", ExplainCommand::new),
          new Named("label", LabelCommand::new),
          new Named("lint", LintCommand::new));

  private static final List<Named> ABOUT_ALL =
      List.of(
          new Named("generate-completion", console -> new GenerateCompletion()),
          new Named("help", console -> new HelpCommand()));

  private Commands() {}

  /**
   * The program with the commands that a command line may need.
   *
   * @param args the command line; where it begins with a command, there is just that one
   */
  static CommandLine forArguments(String[] args, Console console) {
    CommandLine program = new CommandLine(new RootCommand());
    for (Named each : needed(args)) {
      program.addSubcommand(each.name(), each.command().apply(console));
    }
    return program;
  }

  private static List<Named> needed(String[] args) {
    Optional<Named> asked =
        ON_THEIR_OWN.stream()
            .filter(each -> args.length > 0 && each.name().equals(args[0]))
            .findAny();
    if (asked.isPresent()) {
      return List.of(asked.get());
    }
    List<Named> all = new ArrayList<>(ON_THEIR_OWN);
    all.addAll(ABOUT_ALL);
    return all;
  }
}
