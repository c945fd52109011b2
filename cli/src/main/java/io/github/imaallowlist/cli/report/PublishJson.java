package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.toolkit.publish.PublishCheckResult;
import io.github.imaallowlist.toolkit.publish.PublishResult;
import io.github.imaallowlist.toolkit.publish.PublishResult.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** What a run did to a repository, or found there, for programs. */
public final class PublishJson {
  private PublishJson() {}

  /**
   * @param out not closed
   */
  public static void write(PublishResult result, OutputStream out) throws IOException {
    JsonOutput.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("outcome", word(result.outcome()));
          json.writeBooleanField("list-stayed", result.listStayed());
          records(json, result.records());
          JsonOutput.names(json, "removed", result.removed());
          JsonOutput.names(json, "deleted", result.deleted());
          json.writeStringField("repomd-signature", word(result.repomdSignature()));
          JsonOutput.names(json, "repomd-signed-by", result.repomdSignedBy().keys());
          JsonOutput.names(json, "repomd-warnings", result.repomdSignedBy().warnings());
          JsonOutput.names(json, "notes", result.notes());
          if (result.list().isPresent()) {
            GenerateJson.writeFields(result.list().get(), json);
          } else if (result.outcome() == Outcome.PUBLISHED) {
            JsonOutput.names(json, "signed-by", result.signedBy().keys());
            JsonOutput.names(json, "warnings", result.signedBy().warnings());
          }
          json.writeEndObject();
        });
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void records(JsonGenerator json, List<MetadataRecord> records) throws IOException {
    json.writeArrayFieldStart("records");
    for (MetadataRecord record : records) {
      json.writeStartObject();
      json.writeStringField("type", record.type());
      json.writeStringField("location", record.location().toString());
      json.writeStringField("checksum", record.checksum().toString());
      if (record.size().isPresent()) {
        json.writeNumberField("size", record.size().getAsLong());
      }
      if (record.openSize().isPresent()) {
        json.writeNumberField("open-size", record.openSize().getAsLong());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * @param out not closed
   */
  public static void write(PublishCheckResult result, OutputStream out) throws IOException {
    JsonOutput.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeBooleanField("true", result.isTrue());
          json.writeNumberField("exit", result.exitCode().status());
          JsonOutput.names(json, "differences", result.differences());
          JsonOutput.names(json, "signers", result.signers());
          if (result.list().isPresent()) {
            json.writeObjectFieldStart("list");
            GenerateJson.writeFields(result.list().get(), json);
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }
}
