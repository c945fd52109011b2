package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.LimitExceededException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of a binary policy, which setools reads and this program does not. */
final class PolicyFile {
  private static final int CHUNK = 64 * 1024;

  private PolicyFile() {}

  /** In lower-case hex. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] chunk = new byte[CHUNK];
    long length = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        length += read;
        if (length > SetoolsLimits.POLICY_BYTES) {
          throw new LimitExceededException(
              file.toString(),
              SetoolsLimits.POLICY_BYTES,
              "more than the %d bytes that a policy may have"
                  .formatted(SetoolsLimits.POLICY_BYTES));
        }
        digest.update(chunk, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
