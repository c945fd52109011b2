package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.finding.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the JSON outputs have in common. */
final class JsonOutput {
  private JsonOutput() {}

  /** Writes one value, to be called with a generator. */
  @FunctionalInterface
  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /**
   * Writes a document with lines, ended by a newline.
   *
   * @param out not closed
   */
  static void write(OutputStream out, Content content) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      content.writeTo(json);
      json.writeRaw('\n');
    }
  }

  static void names(JsonGenerator json, String field, Collection<String> names) throws IOException {
    json.writeArrayFieldStart(field);
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  static void optional(JsonGenerator json, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    }
  }

  static void findings(JsonGenerator json, List<Finding> findings) throws IOException {
    json.writeArrayFieldStart("findings");
    for (Finding finding : findings) {
      json.writeStartObject();
      json.writeStringField("kind", finding.kind().toString());
      json.writeStringField("file", finding.file());
      optional(json, "package", finding.packageId().map(PackageId::toString));
      optional(json, "path", finding.path().map(FilePath::toString));
      json.writeStringField("detail", finding.detail());
      json.writeStringField("remedy", finding.kind().remedy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
