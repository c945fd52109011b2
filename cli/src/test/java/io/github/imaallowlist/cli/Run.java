package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command line in this process ended with. */
@SuppressWarnings("ArrayRecordComponent") // its parts are compared, not the whole
public record Run(int exit, byte[] out, String err) {
  public static Run of(Object... args) {
    return at(Terminal.NONE, args);
  }

  /** {@code generate --allow-unsigned}, and what else is given. */
  static Run generate(Object... args) {
    Object[] all = new Object[args.length + 2];
    all[0] = "generate";
    all[1] = "--allow-unsigned";
    System.arraycopy(args, 0, all, 2, args.length);
    return of(all);
  }

  static Run at(Terminal terminal, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] texts = CacheUse.unlessSaid(args).toArray(String[]::new);
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    int exit = Main.run(texts, new Console(out, errors, terminal));
    return new Run(exit, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  public Run succeeded() {
    return ended(0);
  }

  public Run ended(int expected) {
    if (exit != expected) {
      throw new AssertionError("ended with " + exit + ", not " + expected + ": " + err);
    }
    return this;
  }

  public String text() {
    return new String(out, StandardCharsets.UTF_8);
  }

  Policy policy() {
    return Policy.parse(out);
  }
}
