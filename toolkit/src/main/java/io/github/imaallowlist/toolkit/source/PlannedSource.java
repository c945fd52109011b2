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
    Keyring own = opened.pinnedKeys().isEmpty() ? Keyring.EMPTY : Keyring.read(opened.pinnedKeys());
    TrustPolicy forSource =
        new TrustPolicy(
            policy.keyring().plus(own), policy.requirement(), policy.allowUnsigned(), policy.now());
    SourceTrust trust = SourceTrust.of(opened, forSource);
    return new PlannedSource(opened, trust, opened.source().list());
  }

  public PackageSource source() {
    return opened.source();
  }
}
