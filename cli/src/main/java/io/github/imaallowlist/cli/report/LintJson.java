package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.imaallowlist.ima.lint.LintFinding;
import io.github.imaallowlist.toolkit.lint.LintResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** What is wrong with IMA policies for programs. */
public final class LintJson {
  private LintJson() {}

  /**
   * @param out not closed
   */
  public static void write(LintResult result, OutputStream out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("exit", result.exitCode().status());
      json.writeArrayFieldStart("policies");
      for (LintResult.CheckedPolicy policy : result.policies()) {
        json.writeStartObject();
        json.writeStringField("file", policy.name());
        json.writeArrayFieldStart("findings");
        for (LintFinding finding : policy.findings()) {
          write(finding, json);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void write(LintFinding finding, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", finding.line());
    json.writeStringField("kind", finding.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("problem", finding.problem());
    json.writeStringField("remedy", finding.remedy());
    json.writeEndObject();
  }
}
