package io.github.imaallowlist.rpm.trust;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.openpgp.SignatureCheck;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.signature.PackageSignature;
import io.github.imaallowlist.rpm.signature.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a package's own signatures prove.
 *
 * @param signer of the first good signature, if there is one that proves the package
 * @param bad signatures that name a pinned key and are not by it over these bytes
 * @param unusable signatures by pinned keys that prove nothing: expired, revoked, weak
 * @param unknown signatures by other keys
 */
record PackageProof(
    Optional<Proof.PackageSigner> signer,
    List<String> bad,
    List<String> unusable,
    List<String> unknown) {
  private static final int SHOWN = 3;

  static PackageProof of(ScannedPackage contents, Keyring keyring, Instant now) {
    Optional<Proof.PackageSigner> signer = Optional.empty();
    List<String> bad = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (PackageSignature signature : contents.signatures()) {
      SignatureCheck check = keyring.check(signature.digest(), now);
      String words = signature.tag() + ": " + check.detail();
      switch (check.status()) {
        case GOOD -> {
          Optional<String> gap = gap(signature, contents);
          if (gap.isPresent()) {
            unusable.add(words + ", but " + gap.get());
          } else if (signer.isEmpty()) {
            signer =
                Optional.of(
                    new Proof.PackageSigner(check.signer().orElseThrow(), signature.scope()));
          }
        }
        case BAD -> bad.add(words);
        case UNKNOWN_KEY -> unknown.add(words);
        case WEAK_HASH,
            WEAK_KEY,
            SIGNATURE_EXPIRED,
            SIGNATURE_FROM_FUTURE,
            KEY_EXPIRED,
            KEY_NOT_YET_VALID,
            KEY_REVOKED,
            KEY_MAY_NOT_SIGN,
            UNSUPPORTED ->
            unusable.add(words);
      }
    }
    return new PackageProof(signer, List.copyOf(bad), List.copyOf(unusable), List.copyOf(unknown));
  }

  /**
   * A signature over the header reaches the files only through the header's digests of them. Where
   * those are MD5 or SHA-1, two contents can be made for one digest, and the signature is on both.
   */
  private static Optional<String> gap(PackageSignature signature, ScannedPackage contents) {
    if (signature.scope() != Scope.HEADER || contents.files().isEmpty()) {
      return Optional.empty();
    }
    return contents
        .headerAlgorithm()
        .filter(HashAlgorithm::isWeak)
        .map("it covers the header alone, whose file digests are %s"::formatted);
  }

  /** Why there is no signer. */
  String inWords() {
    List<String> all = new ArrayList<>(unusable);
    all.addAll(unknown);
    return all.isEmpty() ? "the package has no signature" : joined(all);
  }

  /** The first few. */
  static String joined(List<String> reasons) {
    String first = String.join("; ", reasons.subList(0, Math.min(SHOWN, reasons.size())));
    return reasons.size() > SHOWN
        ? "%s; and %d more".formatted(first, reasons.size() - SHOWN)
        : first;
  }
}
