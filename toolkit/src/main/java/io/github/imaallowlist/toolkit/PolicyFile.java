package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.allowlist.EntrySink;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.format.KeylimePolicy;
import io.github.imaallowlist.format.KeylimePolicyReader;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseVerifier;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a Keylime policy to its end, for its contents or for the checks on the way. */
public final class PolicyFile {
  private PolicyFile() {}

  /**
   * Reads a policy for the checks on the way.
   *
   * @throws AllowlistException if it is an envelope
   * @throws io.github.imaallowlist.error.InputException if Keylime would not take it
   */
  static CountedPolicy count(ByteSource policy) throws IOException, AllowlistException {
    AtomicLong paths = new AtomicLong();
    KeylimePolicy read = read(policy, entry -> paths.incrementAndGet());
    return new CountedPolicy(paths.get(), read.edition());
  }

  /** How much is in a policy, and what tells it from an older one. */
  record CountedPolicy(long paths, Edition edition) {}

  /**
   * Hands each path to the sink, and returns all else.
   *
   * @throws AllowlistException if it is an envelope: what is in it is not verified yet
   * @throws io.github.imaallowlist.error.InputException if Keylime would not take it
   */
  public static KeylimePolicy read(ByteSource policy, EntrySink sink)
      throws IOException, AllowlistException {
    try (InputStream in = new BufferedInputStream(policy.open())) {
      return KeylimePolicyReader.read(policy.name(), in, sink);
    } catch (MalformedInputException e) {
      if (DsseVerifier.isEnvelope(policy)) {
        throw new AllowlistException(
            ExitCode.MALFORMED,
            policy.name() + " is a signed envelope; a policy without one is needed here",
            "Verify it and take the policy out: ima-allowlist verify FILE --key PUB -o POLICY",
            e);
      }
      throw e;
    }
  }
}
