package io.github.imaallowlist.toolkit.label;

import io.github.imaallowlist.selinux.label.ContextSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** How a path and its label are written. */
@FunctionalInterface
public interface LabelWriter {
  /**
   * @param bytes hold the path, from the first index to before the second
   * @param spec that gives the label; absent if none fits
   */
  void write(byte[] bytes, int from, int to, Optional<ContextSpec> spec, OutputStream out)
      throws IOException;
}
