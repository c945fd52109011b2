package io.github.imaallowlist.toolkit.lint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an IMA policy comes from. */
public sealed interface LintSource {
  /** As the user knows it. */
  String name();

  /** Opens it. */
  InputStream open() throws IOException;

  record InFile(Path path) implements LintSource {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  /**
   * Read to its end, and closed.
   *
   * @param name the stream's, as the user knows it
   */
  record Stream(InputStream in, String name) implements LintSource {
    @Override
    public InputStream open() {
      return in;
    }
  }
}
