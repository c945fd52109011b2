package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.selinux.derive.DerivedPolicy;
import io.github.imaallowlist.selinux.derive.LabelNote;
import io.github.imaallowlist.selinux.derive.Profile;
import io.github.imaallowlist.selinux.label.LabelWarning;
import io.github.imaallowlist.toolkit.generate.Reasons;
import io.github.imaallowlist.toolkit.policy.PolicyResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The summary of a derived IMA policy for programs. */
public final class PolicyJson {
  private PolicyJson() {}

  /**
   * @param out not closed
   */
  public static void write(PolicyResult result, Profile profile, OutputStream out)
      throws IOException {
    JsonOutput.write(out, json -> write(result, profile, json));
  }

  private static void write(PolicyResult result, Profile profile, JsonGenerator json)
      throws IOException {
    DerivedPolicy derived = result.derived();
    json.writeStartObject();
    json.writeBooleanField("written", result.written());
    json.writeNumberField("exit", result.exitCode().status());
    json.writeStringField("profile", profile.keyword());
    json.writeStringField("selinux", result.selinux());
    AnalysisJson.writePolicy(json, result.report());
    AnalysisJson.writeCounts(json, "classes", result.report().counts());
    AnalysisJson.writeCounts(json, "classes-that-occur", result.report().countsOfOccurring());
    json.writeNumberField("packages", result.packages());
    json.writeNumberField("files-without-label", result.withoutLabel());
    json.writeObjectFieldStart("packages-left-out");
    for (Map.Entry<Reason, Integer> reason : result.deselected().entrySet()) {
      json.writeNumberField(Reasons.of(reason.getKey()), reason.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("rules", derived.policy().rules().size());
    json.writeNumberField("label-rules", derived.labelRules());
    json.writeNumberField("reload-milliseconds", derived.reloadTime().toMillis());
    writeNotes(json, "measured-for-budget", derived.measuredForBudget());
    writeNotes(json, "mutable-data-left-out", derived.mutableLeftOut());
    writeNotes(json, "skipped-code", derived.skippedCode());
    JsonOutput.names(json, "unknown-labels", derived.unknownLabels());
    JsonOutput.names(json, "losses", derived.losses());
    AnalysisJson.writeFlows(json, result.report().flows());
    JsonOutput.findings(json, result.findings());
    List<String> warnings = new ArrayList<>(result.notes());
    result.warnings().stream().map(LabelWarning::toString).forEach(warnings::add);
    JsonOutput.names(json, "warnings", warnings);
    json.writeEndObject();
  }

  private static void writeNotes(JsonGenerator json, String field, List<LabelNote> notes)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (LabelNote note : notes) {
      json.writeStartObject();
      json.writeStringField("type", note.type());
      json.writeNumberField("files", note.files());
      JsonOutput.names(json, "executors", note.executors());
      JsonOutput.names(json, "writers", note.writers());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
