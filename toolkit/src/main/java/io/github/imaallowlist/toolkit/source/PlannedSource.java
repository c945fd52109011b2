package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.repository.OpenedSource;
import io.github.imaallowlist.rpm.repository.PackageSource;
import io.github.imaallowlist.rpm.repository.SourceListing;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.IOException;

/**
 * A source of the plan.
 *
 * @param listing all that it has
 */
public record PlannedSource(OpenedSource opened, SourceTrust trust, SourceListing listing) {
  /**
   * Checks whether anything vouches for the source, and lists it.
   *
   * @param policy with the keys that are pinned for all sources
   * @throws AllowlistException if nothing of the source can be taken
   */
  public static PlannedSource of(OpenedSource opened, TrustPolicy policy)
      throws IOException, AllowlistException {
    SourceTrust trust = SourceTrust.of(opened, withOwn(opened, policy));
    return new PlannedSource(opened, trust, opened.source().list());
  }

  /** The same for a repository whose signature is about to be made anew. */
  static PlannedSource ofUnpublished(OpenedSource opened, TrustPolicy policy)
      throws IOException, AllowlistException {
    SourceTrust trust = SourceTrust.ofUnpublished(opened, withOwn(opened, policy));
    return new PlannedSource(opened, trust, opened.source().list());
  }

  /** With the keys that are pinned for this source alone. */
  private static TrustPolicy withOwn(OpenedSource opened, TrustPolicy policy) throws IOException {
    Keyring own = opened.pinnedKeys().isEmpty() ? Keyring.EMPTY : Keyring.read(opened.pinnedKeys());
    return new TrustPolicy(
        policy.keyring().plus(own), policy.requirement(), policy.allowUnsigned(), policy.now());
  }

  public PackageSource source() {
    return opened.source();
  }
}
