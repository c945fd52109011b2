package io.github.imaallowlist.selinux.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What setools said of one policy, in a file of its own: written once, whole or not at all.
 *
 * <p>Its name is the hash of what the answer depends on: the policy's content, the programs (where
 * they are, how long, and since when: asking for their version would take half a second), and the
 * format. A file that is not what it should be is made again.
 */
final class PolicyCache {
  private static final System.Logger LOG = System.getLogger(PolicyCache.class.getName());

  private final Path file;
  private final String key;
  private final String sha256;

  private PolicyCache(Path file, String key, String sha256) {
    this.file = file;
    this.key = key;
    this.sha256 = sha256;
  }

  static PolicyCache of(Path folder, String sha256, List<Path> programs) throws IOException {
    MessageDigest digest = PolicyFile.sha256();
    add(digest, CachedPolicy.FORMAT);
    add(digest, sha256);
    for (Path program : programs) {
      Path real = program.toRealPath();
      add(digest, real.toString());
      add(digest, Long.toString(Files.size(real)));
      add(digest, Files.getLastModifiedTime(real).toString());
    }
    String key = HexFormat.of().formatHex(digest.digest());
    return new PolicyCache(folder.resolve("selinux-policy-" + key + ".gz"), key, sha256);
  }

  private static void add(MessageDigest digest, String text) {
    digest.update((text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param source the policy file, as the user knows it
   */
  Optional<SelinuxPolicy> find(String source) {
    try {
      return Optional.of(CachedPolicy.read(file, source, key, sha256));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "{0}: made again: {1}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** A policy that cannot be kept is read all the same. */
  void store(SelinuxPolicy policy) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), "new-", ".tmp");
      try {
        CachedPolicy.write(temporary, policy, key);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: cannot be written, which takes time alone: {1}",
          file,
          e.getMessage());
    }
  }
}
