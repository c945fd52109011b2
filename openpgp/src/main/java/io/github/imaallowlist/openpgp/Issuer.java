package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.openpgp.packet.SignaturePacket;
import io.github.imaallowlist.openpgp.packet.Span;
import java.util.List;

/**
 * The keys that a signature names as its maker. Mostly it is not signed, and key ids can be made to
 * collide, so it says what keys to try, and nothing else.
 */
record Issuer(List<Long> keyIds, List<Fingerprint> fingerprints) {
  static Issuer of(SignaturePacket signature) {
    return new Issuer(
        signature.says().issuerKeyIds(),
        signature.says().issuerFingerprints().stream()
            .map(Span::copy)
            .flatMap(bytes -> Fingerprint.of(bytes).stream())
            .toList());
  }

  boolean mayBe(Fingerprint key) {
    return fingerprints.contains(key) || keyIds.contains(key.keyId());
  }

  boolean isNamed() {
    return !keyIds.isEmpty() || !fingerprints.isEmpty();
  }

  /** For people: the fingerprint if it is known, else the key id. */
  @Override
  public String toString() {
    if (!fingerprints.isEmpty()) {
      return fingerprints.get(0).toString();
    }
    return keyIds.isEmpty() ? "nobody" : "%016X".formatted(keyIds.get(0));
  }
}
