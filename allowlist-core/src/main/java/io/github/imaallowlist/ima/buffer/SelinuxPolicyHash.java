package io.github.imaallowlist.ima.buffer;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * The entry that the measurement list has for the SELinux policy in use, where the IMA policy says
 * {@code measure func=CRITICAL_DATA label=selinux}.
 *
 * <p>The kernel hashes the policy, takes that digest for the buffer, and hashes the buffer again
 * for the entry's digest, both in IMA's algorithm ({@code ima_hash=}); see {@code
 * selinux_ima_measure_state_locked} in {@code security/selinux/ima.c} and {@code
 * process_buffer_measurement} in {@code security/integrity/ima/ima_main.c}. So the digest is that
 * of a digest, in bytes, not in hexadecimal.
 */
public final class SelinuxPolicyHash {
  /** The name that the entry has in the measurement list. */
  public static final String NAME = "selinux-policy-hash";

  /**
   * The name of the entry beside it: text that says whether SELinux is enforced, and its policy
   * capabilities.
   */
  public static final String STATE = "selinux-state";

  private static final int BUFFER = 1 << 16;

  private SelinuxPolicyHash() {}

  /**
   * The digests that the entry may have.
   *
   * @param policy the binary policy, as {@code /sys/fs/selinux/policy} gives it, which is not what
   *     the file has that was loaded: the kernel writes its own order, and the booleans as they
   *     are; read to its end
   * @param algorithms that IMA may use
   * @return one for each algorithm
   */
  public static List<FileDigest> of(InputStream policy, SortedSet<HashAlgorithm> algorithms)
      throws IOException {
    List<MessageDigest> digests = algorithms.stream().map(HashAlgorithm::newMessageDigest).toList();
    byte[] buffer = new byte[BUFFER];
    int count = policy.read(buffer);
    while (count >= 0) {
      for (MessageDigest digest : digests) {
        digest.update(buffer, 0, count);
      }
      count = policy.read(buffer);
    }
    List<FileDigest> entries = new ArrayList<>();
    for (HashAlgorithm algorithm : algorithms) {
      MessageDigest digest = digests.get(entries.size());
      entries.add(new FileDigest(algorithm, digest.digest(digest.digest())));
    }
    return entries;
  }
}
