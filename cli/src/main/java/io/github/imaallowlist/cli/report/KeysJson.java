package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.imaallowlist.openpgp.KeyListing;
import io.github.imaallowlist.openpgp.ListedKey;
import io.github.imaallowlist.openpgp.UserId;
import io.github.imaallowlist.toolkit.KeysResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** The keys of files for programs. */
public final class KeysJson {
  private final JsonGenerator json;

  private KeysJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * @param out not closed
   */
  public static void write(KeysResult result, OutputStream out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      new KeysJson(json).write(result);
      json.writeRaw('\n');
    }
  }

  private void write(KeysResult result) throws IOException {
    json.writeStartObject();
    json.writeNumberField("exit", result.exitCode().status());
    json.writeArrayFieldStart("files");
    for (KeysResult.KeyFile file : result.files()) {
      json.writeStartObject();
      json.writeStringField("file", file.path().toString());
      json.writeBooleanField("usable", file.isUsable());
      json.writeArrayFieldStart("certificates");
      for (KeyListing listing : file.certificates()) {
        write(listing);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(KeyListing listing) throws IOException {
    json.writeStartObject();
    writeFields(listing.primary());
    json.writeNumberField("version", listing.version());
    json.writeBooleanField("sound", listing.sound());
    json.writeBooleanField("verifies", listing.verifies());
    json.writeArrayFieldStart("user-ids");
    for (UserId userId : listing.userIds()) {
      json.writeStartObject();
      json.writeStringField("text", userId.text());
      json.writeStringField("state", word(userId.state()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("subkeys");
    for (ListedKey subkey : listing.subkeys()) {
      json.writeStartObject();
      writeFields(subkey);
      json.writeEndObject();
    }
    json.writeEndArray();
    writeTexts("problems", listing.problems());
    writeTexts("warnings", listing.warnings());
    json.writeEndObject();
  }

  private void writeFields(ListedKey key) throws IOException {
    json.writeStringField("fingerprint", key.fingerprint().toString());
    json.writeStringField("algorithm", key.algorithm());
    json.writeStringField("created", key.created().toString());
    if (key.expires().isPresent()) {
      json.writeStringField("expires", key.expires().get().toString());
    }
    json.writeStringField("state", word(key.state()));
    if (key.reason().isPresent()) {
      json.writeStringField("reason", key.reason().get());
    }
    writeTexts("capabilities", key.capabilities().stream().sorted().map(KeysJson::word).toList());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void writeTexts(String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
