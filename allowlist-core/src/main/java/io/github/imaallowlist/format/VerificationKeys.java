package io.github.imaallowlist.format;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The JSON in the string {@code verification-keys}, as {@code IMA_KEYRING_JSON_SCHEMA} in {@code
 * keylime/ima/file_signatures.py} has it. Keylime refuses a policy in which it is wrong.
 */
final class VerificationKeys {
  private static final int MAX_KEYS = 10_000;

  private VerificationKeys() {}

  static void check(JsonInput json) throws IOException {
    Set<String> missing = new HashSet<>(Set.of("keyids", "pubkeys"));
    json.object(
        "the keys",
        name -> {
          missing.remove(name);
          switch (name) {
            case "meta" -> meta(json);
            case "keyids" -> {
              json.beginArray(name);
              for (int i = 0; json.hasInteger("a value in keyids"); i++) {
                requireFew(i, json);
              }
            }
            case "pubkeys" -> {
              json.beginArray(name);
              for (int i = 0; json.hasString("a value in pubkeys"); i++) {
                requireFew(i, json);
              }
            }
            default -> json.skip();
          }
        });
    json.expectEnd();
    if (!missing.isEmpty()) {
      throw json.malformed("the keys lack keyids or pubkeys");
    }
  }

  private static void requireFew(int index, JsonInput json) throws IOException {
    if (index >= MAX_KEYS) {
      throw json.limit("there are more than " + MAX_KEYS + " keys");
    }
  }

  private static void meta(JsonInput json) throws IOException {
    boolean[] hasVersion = {false};
    json.object(
        "meta",
        name -> {
          if (!name.equals("version")) {
            json.skip();
          } else if (json.integer("meta.version", Long.MAX_VALUE) < 1) {
            throw json.malformed("meta.version must be at least 1");
          } else {
            hasVersion[0] = true;
          }
        });
    if (!hasVersion[0]) {
      throw json.malformed("meta lacks version");
    }
  }
}
