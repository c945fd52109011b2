package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.error.AllowlistException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where it stands which packages a host or an image has. */
public sealed interface HostPackages {
  /**
   * Reads them.
   *
   * @throws io.github.imaallowlist.error.InputException if they make no sense
   */
  InstalledPackages read() throws IOException, AllowlistException;

  /** What {@code rpm -qa} printed there. */
  record InFile(Path file) implements HostPackages {
    @Override
    public InstalledPackages read() throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return InstalledPackages.read(file.toString(), in);
      }
    }
  }

  /**
   * An RPM database, which this machine's rpm reads.
   *
   * @param folder the database's own, or the root of an image that has one
   */
  record InDatabase(Path folder) implements HostPackages {
    @Override
    public InstalledPackages read() throws IOException, AllowlistException {
      return RpmDatabase.find(folder).packages();
    }
  }
}
