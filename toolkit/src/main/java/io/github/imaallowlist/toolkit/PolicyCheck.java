package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.format.KeylimePolicyReader;
import io.github.imaallowlist.signing.ByteSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a policy to its end, for the checks on the way. */
final class PolicyCheck {
  private PolicyCheck() {}

  /**
   * Counts the paths of a policy.
   *
   * @throws io.github.imaallowlist.error.InputException if Keylime would not take it
   */
  static long countPaths(ByteSource policy) throws IOException {
    AtomicLong paths = new AtomicLong();
    try (InputStream in = new BufferedInputStream(policy.open())) {
      KeylimePolicyReader.read(policy.name(), in, entry -> paths.incrementAndGet());
    }
    return paths.get();
  }
}
