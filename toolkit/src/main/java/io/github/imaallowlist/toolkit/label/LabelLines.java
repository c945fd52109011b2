package io.github.imaallowlist.toolkit.label;

import io.github.imaallowlist.selinux.label.ContextSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Optional;

/**
 * Writes a path as it is, a tab, its context or {@code <<none>>}, and an end; as {@code
 * matchpathcon} does, which leaves a slash at the path's end out.
 */
public final class LabelLines implements LabelWriter {
  private static final byte[] NONE = ContextSpec.NONE.getBytes(StandardCharsets.US_ASCII);

  private final byte end;
  private final IdentityHashMap<ContextSpec, byte[]> contexts = new IdentityHashMap<>();

  /**
   * @param end of a line: a newline or NUL
   */
  public LabelLines(byte end) {
    this.end = end;
  }

  @Override
  public void write(byte[] bytes, int from, int to, Optional<ContextSpec> spec, OutputStream out)
      throws IOException {
    out.write(bytes, from, withoutLastSlash(bytes, from, to) - from);
    out.write('\t');
    out.write(spec.isPresent() ? contexts.computeIfAbsent(spec.get(), LabelLines::text) : NONE);
    out.write(end);
  }

  /** Where a path ends that is not shown with a slash at its end. */
  public static int withoutLastSlash(byte[] bytes, int from, int to) {
    return to - from > 1 && bytes[to - 1] == '/' ? to - 1 : to;
  }

  private static byte[] text(ContextSpec spec) {
    return spec.contextText().getBytes(StandardCharsets.US_ASCII);
  }
}
