package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.ima.buffer.SelinuxPolicyHash;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;

/**
 * A binary SELinux policy.
 *
 * @param sha256 hex digest of the file
 */
record SelinuxPolicyFile(Path file, String sha256) {
  /** The digests that the kernel may log of it. */
  List<FileDigest> measuredHash(SortedSet<HashAlgorithm> algorithms) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return SelinuxPolicyHash.of(in, algorithms);
    }
  }
}
