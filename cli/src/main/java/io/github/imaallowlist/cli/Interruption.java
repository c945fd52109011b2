package io.github.imaallowlist.cli;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says so, in one line, where a signal ends the program before it is done. */
final class Interruption {
  private final AtomicBoolean over = new AtomicBoolean();

  private Interruption() {}

  /** From now on, until it is {@link #over}. */
  static Interruption saidOn(PrintStream err) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.say(err)));
    return interruption;
  }

  private void say(PrintStream err) {
    if (!over.get()) {
      err.println(
          "ima-allowlist: interrupted before it was done; every file is as it was, or new and"
              + " whole");
    }
  }

  /** The program ends by itself. */
  void over() {
    over.set(true);
  }
}
