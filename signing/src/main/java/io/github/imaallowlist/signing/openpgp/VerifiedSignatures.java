package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.openpgp.SignatureCheck;
import java.util.List;
import java.util.Optional;

/**
 * That data is signed by as many pinned keys as were asked for.
 *
 * @param checks of all signatures, in the order of the file; not all are good
 */
public record VerifiedSignatures(List<SignatureCheck> checks) {
  public VerifiedSignatures {
    checks = List.copyOf(checks);
    if (signersOf(checks).isEmpty()) {
      throw new IllegalArgumentException("data that nobody signed is not verified");
    }
  }

  /** The primary keys of the pinned certificates that signed, each once. */
  public List<Fingerprint> signers() {
    return signersOf(checks);
  }

  static List<Fingerprint> signersOf(List<SignatureCheck> checks) {
    return checks.stream()
        .filter(SignatureCheck::isGood)
        .map(SignatureCheck::signer)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}
