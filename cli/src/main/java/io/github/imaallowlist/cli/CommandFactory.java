package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, and hands the console to those that write to it. */
final class CommandFactory implements IFactory {
  private final Console console;
  private final IFactory others = CommandLine.defaultFactory();

  CommandFactory(Console console) {
    this.console = console;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == GenerateCommand.class) {
      return type.cast(new GenerateCommand(console));
    }
    if (type == PublishCommand.class) {
      return type.cast(new PublishCommand(console));
    }
    if (type == ScanCommand.class) {
      return type.cast(new ScanCommand(console));
    }
    if (type == CacheCommand.class) {
      return type.cast(new CacheCommand(console));
    }
    if (type == SignCommand.class) {
      return type.cast(new SignCommand(console));
    }
    if (type == VerifyCommand.class) {
      return type.cast(new VerifyCommand(console));
    }
    if (type == FetchCommand.class) {
      return type.cast(new FetchCommand(console));
    }
    if (type == KeygenCommand.class) {
      return type.cast(new KeygenCommand(console));
    }
    if (type == KeysCommand.class) {
      return type.cast(new KeysCommand(console));
    }
    if (type == LabelCommand.class) {
      return type.cast(new LabelCommand(console));
    }
    if (type == PolicyCommand.class) {
      return type.cast(new PolicyCommand(console));
    }
    if (type == ExplainCommand.class) {
      return type.cast(new ExplainCommand(console));
    }
    if (type == DiffCommand.class) {
      return type.cast(new DiffCommand(console));
    }
    if (type == LintCommand.class) {
      return type.cast(new LintCommand(console));
    }
    return others.create(type);
  }
}
