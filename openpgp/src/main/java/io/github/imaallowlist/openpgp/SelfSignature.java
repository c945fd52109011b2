package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.packet.SignaturePacket;
import io.github.imaallowlist.openpgp.packet.Statements;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A signature that a certificate's key made on a part of the certificate, and that verified.
 *
 * @param created when it says that it was made
 * @param backSigned whether it embeds the signature by which the subkey agrees to be one
 */
record SelfSignature(
    SignaturePacket packet, HashAlgorithm hash, Instant created, boolean backSigned) {
  Statements says() {
    return packet.says();
  }

  /** Whether it does not hold any more. */
  boolean isExpired(Instant at) {
    return says().expires().filter(expires -> !at.isBefore(expires)).isPresent();
  }

  /**
   * The one that holds at a time: the newest that there was then. Where all are younger, the first:
   * keys are often published with their newest self-signatures alone, and the owner's word that the
   * key is his, given later, covers what he did with it before.
   */
  static Optional<SelfSignature> at(Instant time, List<SelfSignature> signatures) {
    List<SelfSignature> holding = signatures.stream().filter(s -> !s.isExpired(time)).toList();
    Comparator<SelfSignature> byAge = Comparator.comparing(SelfSignature::created);
    return holding.stream()
        .filter(s -> !s.created.isAfter(time))
        .max(byAge)
        .or(() -> holding.stream().min(byAge));
  }
}
