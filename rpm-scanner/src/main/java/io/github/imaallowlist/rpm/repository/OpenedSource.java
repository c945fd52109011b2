package io.github.imaallowlist.rpm.repository;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A source, with what a {@code .repo} file says beside where it is.
 *
 * @param pinnedKeys files with OpenPGP keys, on this machine: pins for this source alone
 * @param keyUrls where a server has keys. None of them is a pin: whoever serves the packages may
 *     serve the key too. A person may fetch one, compare its fingerprint, and pin the file
 * @param gpgcheck whether the file says that packages are signed
 * @param repoGpgcheck whether the file says that {@code repomd.xml} is signed
 */
public record OpenedSource(
    PackageSource source,
    List<Path> pinnedKeys,
    List<String> keyUrls,
    Optional<Boolean> gpgcheck,
    Optional<Boolean> repoGpgcheck)
    implements Closeable {

  public OpenedSource {
    pinnedKeys = List.copyOf(pinnedKeys);
    keyUrls = List.copyOf(keyUrls);
  }

  /** A source of which no file says more. */
  public static OpenedSource of(PackageSource source) {
    return new OpenedSource(source, List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
