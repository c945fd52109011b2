package io.github.imaallowlist.signing;

import java.util.Base64;

/** One signature of an envelope, as the envelope has it: neither part is believed yet. */
final class DsseSignature {
  private final String keyId;
  private final byte[] bytes;

  /**
   * @param keyId a hint at the key, empty if there is none
   * @param base64 of the signature: standard alphabet, padded, canonical
   * @throws IllegalArgumentException if it is not such base64
   */
  DsseSignature(String keyId, String base64) {
    this.keyId = keyId;
    this.bytes = Base64.getDecoder().decode(base64);
    if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
      throw new IllegalArgumentException("base64 that is not padded or not canonical");
    }
  }

  String keyId() {
    return keyId;
  }

  /** The array itself, not a copy. */
  byte[] bytes() {
    return bytes;
  }
}
