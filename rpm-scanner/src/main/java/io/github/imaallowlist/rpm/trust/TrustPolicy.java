package io.github.imaallowlist.rpm.trust;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.signature.SignatureSelection;
import io.github.imaallowlist.rpm.trust.Judgement.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a package needs in order to be taken.
 *
 * <p>A signature that names a pinned key and does not verify refuses the package whatever else it
 * has, and whatever is allowed: something was changed. Signatures of unknown keys count for
 * nothing, either way.
 *
 * @param keyring the pinned keys; if there are none, no signature is looked at
 * @param allowUnsigned whether a package is taken too that the requirement is not met for
 * @param now the time at which signatures have to be good; one for all of a run
 */
public record TrustPolicy(
    Keyring keyring, Requirement requirement, boolean allowUnsigned, Instant now) {

  /** Takes all packages, and looks at no signature. */
  public static TrustPolicy none() {
    return new TrustPolicy(Keyring.EMPTY, Requirement.EITHER, true, Instant.EPOCH);
  }

  /** Which signatures are worth reading. */
  public SignatureSelection signatures(ReadMode mode) {
    if (keyring.isEmpty()) {
      return SignatureSelection.NONE;
    }
    return mode == ReadMode.PAYLOAD ? SignatureSelection.ALL : SignatureSelection.HEADER_FIRST;
  }

  /**
   * To be called for each repository before its packages are read: what holds against all of them
   * is told once, and at once.
   *
   * @param source the repository's name
   * @throws AllowlistException if its metadata was tampered with, or is not proved and must be
   */
  public void requireMetadata(String source, MetadataProof metadata) throws AllowlistException {
    if (metadata instanceof MetadataProof.Tampered tampered) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: repomd.xml is not what a pinned key signed: %s".formatted(source, tampered.detail()),
          "Do not use it. If it was just being published, fetch it again.");
    }
    if (requirement.needsMetadata()
        && !allowUnsigned
        && !(metadata instanceof MetadataProof.Proved)) {
      String reason =
          metadata instanceof MetadataProof.NotSigned
              ? "there is no repodata/repomd.xml.asc"
              : inWords(metadata);
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: no proof by a pinned key: %s".formatted(source, reason),
          "Pin its publisher's key with --keyring, or require less with --trust packages.");
    }
  }

  /**
   * Whether nothing of a repository can be taken without comparing the whole file with the
   * metadata's checksum of it.
   */
  public boolean needsChecksum(MetadataProof metadata) {
    return requirement.needsMetadata() && metadata instanceof MetadataProof.Proved;
  }

  /**
   * Judges a package.
   *
   * @param contents without findings; its signatures as {@link #signatures} asks for
   * @param metadata of its source
   * @param coveredByMetadata whether all that the contents were taken from was compared with a
   *     checksum of that metadata, no weak one, and matched: the package's whole file, or the file
   *     of metadata that lists its files
   */
  public Judgement judge(
      ScannedPackage contents, MetadataProof metadata, boolean coveredByMetadata) {
    PackageProof own = PackageProof.of(contents, keyring, now);
    Optional<Fingerprint> metadataSigner =
        metadata instanceof MetadataProof.Proved proved && coveredByMetadata
            ? Optional.of(proved.signer())
            : Optional.empty();
    Proof proof = new Proof(own.signer(), metadataSigner);
    List<Reason> reasons = new ArrayList<>();
    own.bad().forEach(bad -> reasons.add(new Reason(FindingKind.BAD_SIGNATURE, bad)));
    if (metadata instanceof MetadataProof.Tampered tampered) {
      reasons.add(new Reason(FindingKind.BAD_SIGNATURE, tampered.detail()));
    }
    if (reasons.isEmpty() && !allowUnsigned && !requirement.isMet(proof)) {
      reasons.add(missing(own, proof, metadata));
    }
    return reasons.isEmpty() ? new Judgement.Accepted(proof) : new Judgement.Refused(reasons);
  }

  /**
   * When a package's own signatures may have to be judged otherwise for the time alone.
   *
   * @param contents as they were judged
   * @return after {@link #now}; empty: never
   */
  public Optional<Instant> judgedAnewAt(ScannedPackage contents) {
    return contents.signatures().stream()
        .flatMap(one -> one.digest().signature().judgedAnewAt(now).stream())
        .min(Comparator.naturalOrder());
  }

  private Reason missing(PackageProof own, Proof proof, MetadataProof metadata) {
    boolean wantsSignature =
        proof.packageSignature().isEmpty() && requirement != Requirement.METADATA;
    boolean wantsMetadata = proof.metadataSigner().isEmpty() && requirement != Requirement.PACKAGES;
    List<String> words = new ArrayList<>();
    if (wantsSignature) {
      words.add(own.inWords());
    }
    if (wantsMetadata) {
      words.add(inWords(metadata));
    }
    return new Reason(
        wantsSignature && !own.unusable().isEmpty()
            ? FindingKind.UNUSABLE_SIGNATURE
            : FindingKind.NO_PROOF,
        "no proof by a pinned key: " + String.join("; ", words));
  }

  private static String inWords(MetadataProof metadata) {
    if (metadata instanceof MetadataProof.Proved) {
      return "the signed metadata's checksum was not compared with the whole file";
    }
    return metadata instanceof MetadataProof.NotProved notProved
        ? "repomd.xml.asc: " + PackageProof.joined(notProved.reasons())
        : "no signed metadata lists it";
  }
}
