package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.model.ImaKeyId;
import java.util.Optional;

/**
 * What an entry is, and why.
 *
 * @param basis of one that is accepted
 * @param signer of one that is accepted by its signature
 * @param clue that the entry itself gives
 */
record Judged(
    Verdict verdict, Optional<Basis> basis, Optional<ImaKeyId> signer, Optional<Clue> clue) {
  static Judged accepted(Basis basis) {
    return new Judged(Verdict.ACCEPTED, Optional.of(basis), Optional.empty(), Optional.empty());
  }

  static Judged signedBy(ImaKeyId signer) {
    return new Judged(
        Verdict.ACCEPTED, Optional.of(Basis.SIGNATURE), Optional.of(signer), Optional.empty());
  }

  static Judged of(Verdict verdict, Optional<Clue> clue) {
    return new Judged(verdict, Optional.empty(), Optional.empty(), clue);
  }

  static Judged of(Verdict verdict) {
    return of(verdict, Optional.empty());
  }
}
