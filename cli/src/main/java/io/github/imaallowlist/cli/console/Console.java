package io.github.imaallowlist.cli.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a run's input comes from and its output goes.
 *
 * @param in what is read where a command is given {@code -}; not buffered
 * @param out the artifact, or what was asked for; not buffered
 * @param err progress, summary and errors
 * @param terminal what stands behind {@code err}
 * @param outTerminal what stands behind {@code out}
 */
public record Console(
    InputStream in, OutputStream out, PrintStream err, Terminal terminal, Terminal outTerminal) {

  /** Without input, and with output that goes to a file or pipe. */
  public Console(OutputStream out, PrintStream err, Terminal terminal) {
    this(InputStream.nullInputStream(), out, err, terminal, Terminal.NONE);
  }
}
