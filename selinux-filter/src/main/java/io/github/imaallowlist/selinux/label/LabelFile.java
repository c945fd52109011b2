package io.github.imaallowlist.selinux.label;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that labels are taken from, on a disk or elsewhere, such as in a package.
 *
 * @param name as the user knows it
 */
public record LabelFile(String name, Content content) {
  /** Where its bytes are. */
  @FunctionalInterface
  public interface Content {
    /** A new stream from the first byte on, which the caller closes. */
    InputStream open() throws IOException;
  }

  public static LabelFile of(Path file) {
    return new LabelFile(file.toString(), () -> Files.newInputStream(file));
  }
}
