package io.github.imaallowlist.cli.progress;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.toolkit.ProgressListener;

/** Shows how far an operation has come. */
public interface Progress extends ProgressListener {
  /** Takes back what should not stay; to be called when the operation has ended, however. */
  void finish();

  /** What fits the console: a bar for a person at a terminal, plain lines elsewhere. */
  static Progress of(Console console, boolean quiet) {
    if (quiet) {
      return new QuietProgress(console.err());
    }
    return console.terminal().interactive()
        ? new ProgressBar(console.err(), console.terminal().columns())
        : new ProgressLines(console.err());
  }
}
