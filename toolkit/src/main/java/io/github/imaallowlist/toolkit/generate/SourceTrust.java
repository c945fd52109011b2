package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.repository.PackageSource;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.TrustPolicy;

/**
 * What has to vouch for the packages of a source, and what vouches for its metadata.
 *
 * @param policy with the keys that are pinned for this source
 */
record SourceTrust(TrustPolicy policy, MetadataProof metadata) {

  /**
   * Checks the signature of the source's metadata.
   *
   * @throws AllowlistException if nothing of the source can be taken
   */
  static SourceTrust of(PackageSource source, TrustPolicy policy) throws AllowlistException {
    if (policy.keyring().isEmpty()) {
      requireLeave(source, policy);
      return new SourceTrust(policy, new MetadataProof.NotSigned());
    }
    MetadataProof metadata = source.metadataProof(policy.keyring(), policy.now());
    if (source.repomd().isPresent()) {
      policy.requireMetadata(source.name(), metadata);
    }
    return new SourceTrust(policy, metadata);
  }

  private static void requireLeave(PackageSource source, TrustPolicy policy)
      throws AllowlistException {
    if (!policy.allowUnsigned()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          source.name() + ": no key is pinned that could prove where it is from",
          "Give --keyring FILE with its publisher's public keys; or --allow-unsigned if you know"
              + " by other means, and the list then says so.");
    }
  }
}
