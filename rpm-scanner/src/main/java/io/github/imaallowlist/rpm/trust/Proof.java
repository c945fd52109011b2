package io.github.imaallowlist.rpm.trust;

import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.rpm.signature.Scope;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How it was proved where a package is from.
 *
 * @param packageSignature by a pinned key's signature in the package itself
 * @param metadataSigner by a pinned key's signature on the metadata that has the package's
 *     checksum, which was compared over the whole file
 */
public record Proof(
    Optional<PackageSigner> packageSignature, Optional<Fingerprint> metadataSigner) {
  /** Not at all. */
  public static final Proof NONE = new Proof(Optional.empty(), Optional.empty());

  /** As the record's own, which Java puts together at its first use, in every run. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Proof that
        && packageSignature.equals(that.packageSignature)
        && metadataSigner.equals(that.metadataSigner);
  }

  @Override
  public int hashCode() {
    return Objects.hash(packageSignature, metadataSigner);
  }

  /**
   * Who signed the package.
   *
   * @param signer the primary key of the pinned certificate
   */
  public record PackageSigner(Fingerprint signer, Scope scope) {}

  /** The way of a proof, by which proofs are counted. */
  public enum Way {
    PACKAGE_SIGNATURE,
    METADATA_SIGNATURE,
    PACKAGE_AND_METADATA_SIGNATURES,
    NONE;

    /** {@code package-signature}, as the output names it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Way way() {
    if (packageSignature.isPresent()) {
      return metadataSigner.isPresent()
          ? Way.PACKAGE_AND_METADATA_SIGNATURES
          : Way.PACKAGE_SIGNATURE;
    }
    return metadataSigner.isPresent() ? Way.METADATA_SIGNATURE : Way.NONE;
  }
}
