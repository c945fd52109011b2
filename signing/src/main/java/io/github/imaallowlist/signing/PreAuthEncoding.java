package io.github.imaallowlist.signing;

import io.github.imaallowlist.model.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What a DSSE signature is over: {@code "DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload},
 * with lengths in bytes, in decimal (DSSE protocol, version 1.0.2, "Signature Definition").
 */
final class PreAuthEncoding {
  private PreAuthEncoding() {}

  /** A SHA-256 computation that is through with everything before the payload's first byte. */
  static MessageDigest startDigest(PayloadType type, long payloadLength) {
    return startDigest(HashAlgorithm.SHA256, type, payloadLength);
  }

  /** The same under another hash, to recognise a signature that is no use here. */
  static MessageDigest startDigest(HashAlgorithm algorithm, PayloadType type, long payloadLength) {
    MessageDigest digest = algorithm.newMessageDigest();
    digest.update(header(type, payloadLength).getBytes(StandardCharsets.US_ASCII));
    return digest;
  }

  private static String header(PayloadType type, long payloadLength) {
    return "DSSEv1 " + type.name().length() + " " + type.name() + " " + payloadLength + " ";
  }
}
