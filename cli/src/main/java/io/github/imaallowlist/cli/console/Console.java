package io.github.imaallowlist.cli.console;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a run's output goes.
 *
 * @param out the artifact, or what was asked for; not buffered
 * @param err progress, summary and errors
 * @param terminal what stands behind {@code err}
 */
public record Console(OutputStream out, PrintStream err, Terminal terminal) {}
