package io.github.imaallowlist.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imaallowlist.model.ImaKeyId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The JSON in the string {@code verification-keys}, as {@code IMA_KEYRING_JSON_SCHEMA} and {@code
 * ImaKeyring} in {@code keylime/ima/file_signatures.py} have it: a list of ids, and one of keys in
 * the same order. Keylime refuses a policy in which it is wrong.
 */
final class VerificationKeys {
  private static final int MAX_KEYS = 10_000;
  private static final long MAX_ID = 0xffff_ffffL;

  private final JsonInput json;
  private final List<String> ids = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  private VerificationKeys(JsonInput json) {
    this.json = json;
  }

  /**
   * @throws io.github.imaallowlist.error.InputException if it does not keep to the schema
   */
  static void check(JsonInput json) throws IOException {
    new VerificationKeys(json).read();
  }

  /**
   * Reads what keeps to the schema, and to what the schema means: an id of 32 bits for each key.
   *
   * @throws io.github.imaallowlist.error.InputException if it does not
   */
  static List<ImaVerificationKey> read(JsonInput json) throws IOException {
    VerificationKeys read = new VerificationKeys(json);
    read.read();
    if (read.ids.size() != read.keys.size()) {
      throw json.malformed(
          "there are %d keyids for %d pubkeys".formatted(read.ids.size(), read.keys.size()));
    }
    List<ImaVerificationKey> pairs = new ArrayList<>();
    for (int i = 0; i < read.ids.size(); i++) {
      pairs.add(new ImaVerificationKey(read.id(read.ids.get(i)), read.keys.get(i)));
    }
    return pairs;
  }

  /** In the order given. */
  static String write(Collection<ImaVerificationKey> keys) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("keyids");
      for (ImaVerificationKey key : keys) {
        json.writeNumber(key.id().value());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("pubkeys");
      for (ImaVerificationKey key : keys) {
        json.writeString(key.publicKey());
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string in memory cannot be written", e);
    }
    return text.toString();
  }

  private ImaKeyId id(String number) throws IOException {
    try {
      long value = Long.parseLong(number);
      if (value >= 0 && value <= MAX_ID) {
        return new ImaKeyId((int) value);
      }
    } catch (NumberFormatException e) {
      throw json.malformed("the key id %s is out of range".formatted(number));
    }
    throw json.malformed("the key id %s is not one of 32 bits".formatted(number));
  }

  private void read() throws IOException {
    Set<String> missing = new HashSet<>(Set.of("keyids", "pubkeys"));
    json.object(
        "the keys",
        name -> {
          missing.remove(name);
          switch (name) {
            case "meta" -> meta();
            case "keyids" -> {
              json.beginArray(name);
              while (json.hasInteger("a value in keyids")) {
                add(ids);
              }
            }
            case "pubkeys" -> {
              json.beginArray(name);
              while (json.hasString("a value in pubkeys")) {
                add(keys);
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

  private void add(List<String> values) throws IOException {
    if (values.size() >= MAX_KEYS) {
      throw json.limit("there are more than " + MAX_KEYS + " keys");
    }
    values.add(json.text());
  }

  private void meta() throws IOException {
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
