package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.toolkit.output.Destination;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Text that is the answer to a command: what cannot be written is an error, and not lost. */
public final class TextOutput {
  private TextOutput() {}

  /**
   * Writes it.
   *
   * @param out not closed
   * @throws IOException if some of it could not be written
   */
  public static void write(OutputStream out, Consumer<PrintStream> text) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    PrintStream lines = new PrintStream(whole, false, StandardCharsets.UTF_8);
    text.accept(lines);
    lines.flush();
    new Destination.Stream(out).put(whole::writeTo);
  }
}
