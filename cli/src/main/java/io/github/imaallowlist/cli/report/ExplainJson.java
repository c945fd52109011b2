package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imaallowlist.ima.evaluate.Decision;
import io.github.imaallowlist.ima.evaluate.Decision.DecidingRule;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.selinux.analysis.Grant;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import io.github.imaallowlist.selinux.label.ContextSpec;
import io.github.imaallowlist.toolkit.explain.ExplainResult;
import io.github.imaallowlist.toolkit.explain.Explanation;
import io.github.imaallowlist.toolkit.explain.HookDecision;
import io.github.imaallowlist.toolkit.explain.PackagedFile;
import io.github.imaallowlist.toolkit.explain.Question;
import io.github.imaallowlist.toolkit.explain.TypeExplanation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Explanations for programs. */
public final class ExplainJson {
  private final JsonGenerator json;
  private final ExplainResult result;

  private ExplainJson(JsonGenerator json, ExplainResult result) {
    this.json = json;
    this.result = result;
  }

  /**
   * @param out not closed
   */
  public static void write(ExplainResult result, OutputStream out) throws IOException {
    JsonOutput.write(out, json -> new ExplainJson(json, result).write());
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeNumberField("exit", result.exitCode().status());
    JsonOutput.optional(json, "selinux", result.selinux());
    json.writeArrayFieldStart("answers");
    for (ExplainResult.Answer answer : result.answers()) {
      json.writeStartObject();
      if (answer.question() instanceof Question.OfDigest ofDigest) {
        json.writeStringField("digest", ofDigest.digest().toString());
      }
      json.writeArrayFieldStart("paths");
      for (Explanation explanation : answer.explanations()) {
        writePath(explanation);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonOutput.names(json, "notes", result.notes());
    JsonOutput.findings(json, result.findings());
    json.writeEndObject();
  }

  private void writePath(Explanation explanation) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", explanation.path().toString());
    if (explanation.spec().isPresent()) {
      writeSpec(explanation.spec().get());
    }
    if (explanation.type().isPresent()) {
      writeType(explanation.type().get());
    }
    if (result.imaPolicy().isPresent()) {
      json.writeArrayFieldStart("hooks");
      for (HookDecision decision : explanation.decisions()) {
        json.writeStartObject();
        json.writeStringField("hook", decision.hook().name());
        writeDecision("root", decision.root());
        writeDecision("others", decision.others());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (result.searched()) {
      writePackages(explanation.packages());
    }
    json.writeEndObject();
  }

  private void writeSpec(ContextSpec spec) throws IOException {
    if (spec.context().isPresent()) {
      json.writeStringField("label", spec.contextText());
    }
    json.writeObjectFieldStart("spec");
    json.writeStringField("file", spec.file());
    json.writeNumberField("line", spec.line());
    json.writeStringField("regex", spec.regex());
    JsonOutput.optional(json, "type", spec.type().map(Object::toString));
    json.writeEndObject();
  }

  private void writeType(TypeExplanation type) throws IOException {
    TypeReport report = type.report();
    json.writeObjectFieldStart("type");
    json.writeStringField("name", report.type());
    json.writeStringField("class", AnalysisJson.name(report.typeClass()));
    JsonOutput.names(json, "executors", report.executors());
    JsonOutput.names(json, "entrypoint-of", report.entrypoints());
    JsonOutput.names(json, "loaders", report.loaders());
    JsonOutput.names(json, "writers", report.writers());
    JsonOutput.names(json, "trusted-readers", report.trustedReaders());
    json.writeObjectFieldStart("rules");
    for (var evidence : type.evidence().entrySet()) {
      Set<String> rules = new LinkedHashSet<>();
      for (Grant grant : evidence.getValue()) {
        rules.add(RuleText.of(grant.rule()));
      }
      JsonOutput.names(json, evidence.getKey().name().toLowerCase(Locale.ROOT), rules);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeDecision(String who, Decision decision) throws IOException {
    json.writeObjectFieldStart(who);
    json.writeStringField(
        "outcome", decision.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.writeArrayFieldStart("rules");
    List<Integer> ruleLines = result.imaPolicy().orElseThrow().ruleLines();
    for (DecidingRule rule : decision.rules()) {
      json.writeStartObject();
      json.writeNumberField("line", ruleLines.get(rule.index()));
      json.writeStringField("rule", rule.rule().text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writePackages(List<PackagedFile> packages) throws IOException {
    json.writeArrayFieldStart("packages");
    for (PackagedFile file : packages) {
      json.writeStartObject();
      json.writeStringField("package", file.packageId());
      json.writeStringField("file", file.file());
      json.writeStringField("path", file.path().toString());
      JsonOutput.names(json, "digests", file.digests().stream().map(FileDigest::toString).toList());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
