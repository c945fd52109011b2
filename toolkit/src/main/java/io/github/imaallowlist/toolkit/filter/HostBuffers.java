package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.format.PolicySettings;
import io.github.imaallowlist.ima.buffer.SelinuxPolicyHash;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;

/**
 * What hosts measure besides files, as they have it. It cannot be told from packages: the kernel
 * hashes the SELinux policy as it writes it itself, which is not the file that was loaded (other
 * order, and the booleans as they are now), and the names in its state are the kernel's own.
 *
 * @param loadedPolicies copies of {@code /sys/fs/selinux/policy} of hosts
 * @param others further buffers
 */
public record HostBuffers(List<Path> loadedPolicies, List<NamedBuffer> others) {
  /** None is known. */
  public static final HostBuffers NONE = new HostBuffers(List.of(), List.of());

  /** Distributions' policies have up to 10 MB. */
  private static final long POLICY_BYTES = 256L << 20;

  /** The kernel's own have some hundred bytes; a command line for kexec has up to 4 KiB. */
  private static final int BUFFER_BYTES = 1 << 20;

  public HostBuffers {
    loadedPolicies = List.copyOf(loadedPolicies);
    others = List.copyOf(others);
  }

  /**
   * A buffer that the measurement list names, such as {@code selinux-state}.
   *
   * @param content the file that holds its bytes
   */
  public record NamedBuffer(String name, Path content) {}

  /** The settings with these buffers' digests. */
  PolicySettings addTo(PolicySettings settings, SortedSet<HashAlgorithm> algorithms)
      throws IOException {
    PolicySettings all = settings;
    for (Path policy : loadedPolicies) {
      requireAtMost(POLICY_BYTES, policy);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(policy))) {
        all = all.withImaBuf(SelinuxPolicyHash.NAME, hex(SelinuxPolicyHash.of(in, algorithms)));
      }
    }
    for (NamedBuffer buffer : others) {
      requireAtMost(BUFFER_BYTES, buffer.content());
      byte[] bytes = Files.readAllBytes(buffer.content());
      all =
          all.withImaBuf(
              buffer.name(),
              algorithms.stream()
                  .map(one -> new FileDigest(one, one.newMessageDigest().digest(bytes)).hex())
                  .toList());
    }
    return all;
  }

  private static List<String> hex(List<FileDigest> digests) {
    return digests.stream().map(FileDigest::hex).toList();
  }

  private static void requireAtMost(long limit, Path file) throws IOException {
    if (Files.size(file) > limit) {
      throw new LimitExceededException(
          file.toString(),
          limit,
          "more than %d bytes, which no host measures at once".formatted(limit));
    }
  }
}
