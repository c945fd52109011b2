package io.github.imaallowlist.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a policy says of the state in which its one repository was. Metadata that are made anew of
 * the same packages have another state, and nothing else in the policy is another then.
 *
 * @param timestamp the policy's {@code meta.timestamp}
 * @param repomdSha256 hex digest of {@code repomd.xml}
 * @param revision as {@code repomd.xml} gives it
 */
public record SourceState(
    Optional<String> timestamp, String repomdSha256, Optional<String> revision) {
  /** How {@link KeylimePolicyWriter} begins a policy that has a time. */
  private static final byte[] TIMESTAMP =
      ascii("{\n\"meta\": {\n \"version\": 1,\n \"generator\": 0,\n \"timestamp\": \"");

  /** And its one source. In a string, its quotes would stand behind backslashes. */
  private static final byte[] SOURCE =
      ascii("\n \"sources\": [\n  {\"kind\": \"repository\", \"repomd-sha256\": \"");

  private static final byte[] REVISION = ascii("\", \"revision\": \"");
  private static final byte[] PACKAGES = ascii("\", \"packages\": ");

  private static final byte[] END = ascii("}");
  private static final byte[] LAST = ascii("}],\n");

  /** Texts that JSON has as they are. */
  private static final Pattern PLAIN = Pattern.compile("[-0-9A-Za-z:.]{1,64}");

  /**
   * Writes a policy as it is in this state: with the bytes that {@link KeylimePolicyWriter} gives
   * it.
   *
   * @param policy that writer's
   * @return false, and nothing was written, if it is not of one repository, in a state that is told
   *     by the same things as this one
   */
  public boolean write(byte[] policy, OutputStream out) throws IOException {
    int source = lastIndexOf(SOURCE, policy);
    if (timestamp.isEmpty()
        || revision.isEmpty()
        || !isPlain()
        || !isAt(TIMESTAMP, policy, 0)
        || source < 0) {
      return false;
    }
    int time = TIMESTAMP.length;
    int timeEnd = indexOf(ascii("\""), policy, time);
    int digest = source + SOURCE.length;
    int packages = indexOf(PACKAGES, policy, digest);
    int revisionAt = indexOf(REVISION, policy, digest);
    int end = indexOf(END, policy, digest);
    if (timeEnd < 0 || revisionAt < 0 || packages < revisionAt || end < packages) {
      return false;
    }
    if (!isAt(LAST, policy, end)) {
      return false;
    }
    out.write(policy, 0, time);
    out.write(ascii(timestamp.get()));
    out.write(policy, timeEnd, digest - timeEnd);
    out.write(ascii(repomdSha256));
    out.write(REVISION);
    out.write(ascii(revision.get()));
    out.write(policy, packages, policy.length - packages);
    return true;
  }

  private boolean isPlain() {
    return PLAIN.matcher(timestamp.orElse("")).matches()
        && PLAIN.matcher(repomdSha256).matches()
        && PLAIN.matcher(revision.orElse("")).matches();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static int indexOf(byte[] text, byte[] policy, int from) {
    for (int i = from; i <= policy.length - text.length; i++) {
      if (isAt(text, policy, i)) {
        return i;
      }
    }
    return -1;
  }

  /** The source stands behind all digests. */
  private static int lastIndexOf(byte[] text, byte[] policy) {
    for (int i = policy.length - text.length; i >= 0; i--) {
      if (isAt(text, policy, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] text, byte[] policy, int at) {
    if (at > policy.length - text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (policy[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
