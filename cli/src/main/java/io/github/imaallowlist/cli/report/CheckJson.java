package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.toolkit.check.CheckResult;
import io.github.imaallowlist.toolkit.check.CheckResult.LabelCount;
import io.github.imaallowlist.toolkit.check.CheckResult.PackageCount;
import io.github.imaallowlist.toolkit.check.Clue;
import io.github.imaallowlist.toolkit.check.Deviation;
import io.github.imaallowlist.toolkit.check.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What a check came to, for programs: the deviations first, as they come, then all else. */
final class CheckJson {
  private final JsonGenerator json;
  private boolean begun;

  private CheckJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes while it checks.
   *
   * @param out not closed; nothing is written if the check comes to nothing
   */
  static CheckResult write(Checking checking, OutputStream out)
      throws IOException, AllowlistException {
    JsonGenerator json =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build()
            .createGenerator(out);
    json.setPrettyPrinter(new DefaultPrettyPrinter());
    CheckJson writer = new CheckJson(json);
    CheckResult result = checking.run(writer::write);
    writer.begin();
    writer.writeRest(result);
    json.writeRaw('\n');
    json.close();
    return result;
  }

  /** Checks, and hands on what deviates. */
  @FunctionalInterface
  interface Checking {
    CheckResult run(Deviation.Sink sink) throws AllowlistException;
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      json.writeStartObject();
      json.writeArrayFieldStart("deviations");
    }
  }

  private void write(Deviation deviation) throws IOException {
    begin();
    json.writeStartObject();
    json.writeNumberField("entry", deviation.number());
    json.writeStringField("verdict", deviation.verdict().toString());
    JsonOutput.optional(json, "path", deviation.name().map(LoggedPath::toString));
    JsonOutput.optional(json, "digest", deviation.digest().map(FileDigest::toString));
    JsonOutput.optional(json, "type", deviation.label());
    JsonOutput.names(json, "packages", deviation.packages());
    json.writeArrayFieldStart("clues");
    for (Clue clue : deviation.clues()) {
      json.writeStartObject();
      json.writeStringField("kind", clue.kind().toString());
      json.writeStringField("text", clue.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("remedy", deviation.remedy());
    json.writeEndObject();
  }

  private void writeRest(CheckResult result) throws IOException {
    json.writeEndArray();
    json.writeStringField("log", result.log());
    json.writeStringField("allowlist", result.allowlist());
    json.writeObjectFieldStart("entries");
    json.writeNumberField("first", result.span().first());
    json.writeNumberField("last", result.span().last());
    json.writeNumberField("in-log", result.span().log());
    json.writeNumberField("behind-proof", result.span().behindProof());
    json.writeEndObject();
    json.writeObjectFieldStart("verdicts");
    for (Verdict verdict : Verdict.values()) {
      json.writeNumberField(verdict.toString(), result.count(verdict));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("accepted-by");
    for (var accepted : result.accepted().entrySet()) {
      json.writeNumberField(accepted.getKey().toString(), accepted.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("signed-by");
    for (var signer : result.signers().entrySet()) {
      json.writeNumberField(signer.getKey().toString(), signer.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("packages");
    for (PackageCount one : result.packages()) {
      json.writeStartObject();
      json.writeStringField("package", one.name());
      JsonOutput.optional(json, "removed", one.removed().map(Object::toString));
      counts(one.counts());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("types");
    for (LabelCount one : result.labels()) {
      json.writeStartObject();
      json.writeStringField("type", one.type());
      counts(one.counts());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonOutput.names(json, "proof", result.proof());
    JsonOutput.names(json, "notes", result.notes());
    json.writeBooleanField("passes", result.exitCode() == ExitCode.OK);
    json.writeEndObject();
  }

  private void counts(Map<Verdict, Long> counts) throws IOException {
    for (var count : counts.entrySet()) {
      json.writeNumberField(count.getKey().toString(), count.getValue());
    }
  }
}
