package io.github.imaallowlist.cli;

import io.github.imaallowlist.fixtures.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** DSSE envelopes that the program itself would not make; openssl signs them. */
final class Envelopes {
  private static final String TYPE = "application/vnd.keylime+json";

  private Envelopes() {}

  static byte[] of(String payload, Path key) {
    byte[] text = payload.getBytes(StandardCharsets.UTF_8);
    String encoding = "DSSEv1 %d %s %d %s".formatted(TYPE.length(), TYPE, text.length, payload);
    byte[] signature =
        Tools.command("openssl", "dgst", "-sha256", "-sign", key)
            .input(encoding.getBytes(StandardCharsets.UTF_8))
            .run()
            .succeeded()
            .output();
    Base64.Encoder base64 = Base64.getEncoder();
    return "{\"payload\":\"%s\",\"payloadType\":\"%s\",\"signatures\":[{\"keyid\":\"\",\"sig\":\"%s\"}]}"
        .formatted(base64.encodeToString(text), TYPE, base64.encodeToString(signature))
        .getBytes(StandardCharsets.UTF_8);
  }
}
