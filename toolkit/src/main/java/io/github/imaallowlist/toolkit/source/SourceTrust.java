package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.repository.OpenedSource;
import io.github.imaallowlist.rpm.repository.PackageSource;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.IOException;
import java.util.List;

/**
 * What has to vouch for the packages of a source, and what vouches for its metadata.
 *
 * @param policy with the keys that are pinned for this source
 */
public record SourceTrust(TrustPolicy policy, MetadataProof metadata) {

  /**
   * Checks the signature of the source's metadata.
   *
   * @throws io.github.imaallowlist.rpm.repository.SourceChangedException if the metadata and its
   *     signature do not belong together, and the source is another one by now
   * @throws AllowlistException if nothing of the source can be taken
   */
  public static SourceTrust of(OpenedSource opened, TrustPolicy policy)
      throws IOException, AllowlistException {
    if (policy.keyring().isEmpty()) {
      requireLeave(opened, policy);
      return new SourceTrust(policy, new MetadataProof.NotSigned());
    }
    PackageSource source = opened.source();
    MetadataProof metadata = source.metadataProof(policy.keyring(), policy.now());
    if (source.repomd().isPresent()) {
      if (metadata instanceof MetadataProof.Tampered) {
        source.ensureUnchanged();
      }
      policy.requireMetadata(source.name(), metadata);
    }
    return new SourceTrust(policy, metadata);
  }

  /**
   * The same for a repository whose metadata is about to be signed anew. Its signature counts only
   * where it is asked for: a list must not depend on what its own publishing replaces. One that is
   * not over this {@code repomd.xml} is of its former state, as createrepo_c leaves it: it vouches
   * for nothing, and says nothing against the packages.
   *
   * @throws AllowlistException if nothing of the source can be taken
   */
  public static SourceTrust ofUnpublished(OpenedSource opened, TrustPolicy policy)
      throws IOException, AllowlistException {
    if (policy.keyring().isEmpty()) {
      requireLeave(opened, policy);
    }
    if (policy.keyring().isEmpty() || !policy.requirement().needsMetadata()) {
      return new SourceTrust(policy, new MetadataProof.NotSigned());
    }
    MetadataProof metadata = opened.source().metadataProof(policy.keyring(), policy.now());
    if (metadata instanceof MetadataProof.Tampered tampered) {
      metadata = new MetadataProof.NotProved(List.of(tampered.detail()));
    }
    policy.requireMetadata(opened.source().name(), metadata);
    return new SourceTrust(policy, metadata);
  }

  private static void requireLeave(OpenedSource opened, TrustPolicy policy)
      throws AllowlistException {
    if (policy.allowUnsigned()) {
      return;
    }
    throw new AllowlistException(
        ExitCode.NO_TRUST,
        opened.source().name() + ": no key is pinned that could prove where it is from",
        opened.keyUrls().isEmpty()
            ? "Give --keyring FILE with its publisher's public keys; or --allow-unsigned if you know"
                + " by other means, and the list then says so."
            : "Its gpgkey is on a server, which may lie: fetch it, compare what `ima-allowlist keys`"
                + " says with what its publisher does, and give the file with --keyring.");
  }
}
