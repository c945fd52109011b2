package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.finding.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The findings of a run for programs. */
final class FindingsJson {
  private FindingsJson() {}

  /** A field of the object that is being written. */
  static void writeField(List<Finding> findings, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("findings");
    for (Finding finding : findings) {
      json.writeStartObject();
      json.writeStringField("kind", finding.kind().toString());
      json.writeStringField("file", finding.file());
      writeOptional(json, "package", finding.packageId().map(PackageId::toString));
      writeOptional(json, "path", finding.path().map(FilePath::toString));
      json.writeStringField("detail", finding.detail());
      json.writeStringField("remedy", finding.kind().remedy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeOptional(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }
}
