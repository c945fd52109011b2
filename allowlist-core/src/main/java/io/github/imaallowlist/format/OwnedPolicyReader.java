package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.ByteSpool;
import io.github.imaallowlist.allowlist.EntrySink;
import io.github.imaallowlist.allowlist.OwningPackage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads a Keylime runtime policy together with the packages that its digests are from, as {@link
 * KeylimePolicyReader} does. It reads it twice: the packages stand behind the digests.
 */
public final class OwnedPolicyReader {
  private final String source;
  private final Opening opening;
  private final OwnerSpool owners;
  private final KeylimePolicyReader.OwnedPolicy policy;

  private OwnedPolicyReader(
      String source, Opening opening, OwnerSpool owners, KeylimePolicyReader.OwnedPolicy policy) {
    this.source = source;
    this.opening = opening;
    this.owners = owners;
    this.policy = policy;
  }

  /** Opens the policy, from its beginning; the same bytes each time. */
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException;
  }

  /**
   * Reads a policy for the first time.
   *
   * @param source the file's name, for messages
   * @param spool an empty one; takes the owners
   * @throws io.github.imaallowlist.error.InputException if it is not such a policy
   */
  public static OwnedPolicyReader open(String source, Opening opening, ByteSpool spool)
      throws IOException {
    OwnerSpool owners = new OwnerSpool(spool);
    try (InputStream in = opening.open()) {
      return new OwnedPolicyReader(
          source, opening, owners, KeylimePolicyReader.readOwners(source, in, owners::add));
    }
  }

  /** All but the digests of files. */
  public KeylimePolicy policy() {
    return policy.policy();
  }

  /** Sorted; empty if the policy does not say which packages its digests are from. */
  public List<OwningPackage> packages() {
    return policy.packages();
  }

  /**
   * Hands each entry to the sink, with its owners as indexes into the packages.
   *
   * @throws io.github.imaallowlist.error.InputException if digests and owners do not go together
   */
  public void forEach(EntrySink sink) throws IOException {
    try (InputStream in = opening.open()) {
      if (policy.hasOwners()) {
        KeylimePolicyReader.readAgain(source, in, owners.read(), sink);
      } else {
        var unused = KeylimePolicyReader.read(source, in, sink);
      }
    }
  }
}
