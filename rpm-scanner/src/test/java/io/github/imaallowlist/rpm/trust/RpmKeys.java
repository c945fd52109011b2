package io.github.imaallowlist.rpm.trust;

import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What rpm itself says of a package's signatures, with the keys that it was given and no others.
 */
final class RpmKeys {
  private final Path database;

  private RpmKeys(Path database) {
    this.database = database;
  }

  static RpmKeys in(Path folder) throws IOException {
    return new RpmKeys(Files.createTempDirectory(folder, "rpmdb"));
  }

  /** Whether rpm took the key. */
  boolean add(byte[] armoredKey) throws IOException {
    Path file = Files.write(Files.createTempFile(database, "key", ".asc"), armoredKey);
    return Tools.run("rpmkeys", "--dbpath", database, "--import", file).exitCode() == 0;
  }

  RpmKeys with(byte[] armoredKey) throws IOException {
    if (!add(armoredKey)) {
      throw new AssertionError("rpm does not take the key");
    }
    return this;
  }

  /** Such as {@code Header V4 RSA/SHA512 Signature, key ID ad81de35: OK}; no digests. */
  List<String> signatures(Path rpm) {
    return Tools.run("rpmkeys", "--dbpath", database, "-Kv", rpm).lines().stream()
        .map(String::strip)
        .filter(line -> line.contains("ignature"))
        .toList();
  }

  /** Whether there is a signature, and none that is not well. */
  boolean provesBySignature(Path rpm) {
    List<String> signatures = signatures(rpm);
    return !signatures.isEmpty() && signatures.stream().allMatch(line -> line.endsWith(": OK"));
  }
}
