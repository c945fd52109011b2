package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.selinux.label.ContextSpec;
import io.github.imaallowlist.toolkit.label.LabelLines;
import io.github.imaallowlist.toolkit.label.LabelWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Labels as a terminal may see them: what could steer it is escaped. */
public final class LabelText implements LabelWriter {
  @Override
  public void write(byte[] bytes, int from, int to, Optional<ContextSpec> spec, OutputStream out)
      throws IOException {
    byte[] path = Arrays.copyOfRange(bytes, from, LabelLines.withoutLastSlash(bytes, from, to));
    String context = spec.map(ContextSpec::contextText).orElse(ContextSpec.NONE);
    String line = Printable.of(path) + '\t' + Printable.of(context) + '\n';
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }
}
