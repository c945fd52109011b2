package io.github.imaallowlist.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** DSSE by hand, without the code under test. */
final class Envelopes {
  static final String TYPE = "application/vnd.keylime+json";

  private Envelopes() {}

  static byte[] pae(String type, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(utf8("DSSEv1 " + type.length() + " " + type + " " + payload.length + " "));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String signature(String keyId, byte[] signature) {
    return "{\"keyid\": \"%s\", \"sig\": \"%s\"}".formatted(keyId, base64(signature));
  }

  static String envelope(String payloadBase64, String type, String... signatures) {
    return "{\"payload\": \"%s\", \"payloadType\": \"%s\", \"signatures\": [%s]}"
        .formatted(payloadBase64, type, String.join(", ", signatures));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ByteSource source(String envelope) {
    return ByteSource.of("policy.json", utf8(envelope));
  }

  static byte[] written(byte[] payload, EcSigningKey... signers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DsseWriter.write(ByteSource.of("payload", payload), PayloadType.KEYLIME, List.of(signers), out);
    return out.toByteArray();
  }
}
