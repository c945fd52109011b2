package io.github.imaallowlist.ima.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SelinuxPolicyHashTest {
  @TempDir private Path folder;

  /** {@code openssl} hashes the policy, and then the digest's bytes. */
  @Test
  @RequiresTool("openssl")
  void entryIsTheDigestOfTheDigest() throws IOException {
    byte[] policy = new byte[300_000];
    new Random(1).nextBytes(policy);
    Path file = Files.write(folder.resolve("policy.33"), policy);
    Path buffer = folder.resolve("buffer");

    List<FileDigest> digests =
        SelinuxPolicyHash.of(
            new ByteArrayInputStream(policy),
            new TreeSet<>(Set.of(HashAlgorithm.SHA256, HashAlgorithm.SHA512)));

    assertThat(digests).hasSize(2);
    for (FileDigest digest : digests) {
      String option = "-" + digest.algorithm().kernelName();
      Tools.run("openssl", "dgst", option, "-binary", "-out", buffer, file).succeeded();
      assertThat(Tools.run("openssl", "dgst", option, "-r", buffer).succeeded().text())
          .startsWith(digest.hex());
    }
  }
}
