package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imaallowlist.selinux.analysis.Access;
import io.github.imaallowlist.selinux.analysis.Flow;
import io.github.imaallowlist.selinux.analysis.Grant;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import io.github.imaallowlist.selinux.analysis.TypeClass;
import io.github.imaallowlist.selinux.analysis.TypeCounts;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import io.github.imaallowlist.toolkit.policy.AnalysisReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The analysis of an SELinux policy for programs. */
public final class AnalysisJson {
  /** What makes a class, in the order of reports. */
  static final List<Access> EVIDENCE =
      List.of(Access.EXECUTE, Access.ENTER, Access.LOAD, Access.WRITE);

  private AnalysisJson() {}

  /**
   * Writes all types with their evidence.
   *
   * @param out not closed
   */
  public static void write(AnalysisReport report, OutputStream out) throws IOException {
    JsonOutput.write(
        out,
        json -> {
          json.writeStartObject();
          writePolicy(json, report);
          writeCounts(json, "classes", report.counts());
          writeFlows(json, report.flows());
          json.writeArrayFieldStart("types");
          for (TypeReport type : report.analysis().reports()) {
            json.writeStartObject();
            writeType(json, type, report.analysis());
            json.writeNumberField("files", report.occurring().filesOf(type.type()));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static void writePolicy(JsonGenerator json, AnalysisReport report) throws IOException {
    TypeAnalysis analysis = report.analysis();
    SelinuxPolicy policy = analysis.policy();
    json.writeObjectFieldStart("selinux-policy");
    json.writeStringField("file", policy.source());
    json.writeStringField("sha256", policy.sha256());
    json.writeObjectFieldStart("changed-booleans");
    for (Map.Entry<String, Boolean> changed : report.changedBooleans().entrySet()) {
      json.writeBooleanField(changed.getKey(), changed.getValue());
    }
    json.writeEndObject();
    JsonOutput.names(json, "trusted-domains", analysis.domains().trusted());
    JsonOutput.names(json, "unconfined-domains", analysis.domains().unconfined());
    JsonOutput.names(json, "permissive-domains", analysis.domains().permissive());
    JsonOutput.names(json, "unbound-writers", analysis.domains().unboundWriters());
    json.writeStringField("labels-of", report.occurring().origin());
    json.writeBooleanField("files-counted", report.counted());
    json.writeEndObject();
  }

  static void writeCounts(JsonGenerator json, String field, TypeCounts counts) throws IOException {
    json.writeObjectFieldStart(field);
    for (TypeClass typeClass : TypeClass.values()) {
      json.writeObjectFieldStart(name(typeClass));
      json.writeNumberField("types", counts.types().getOrDefault(typeClass, 0));
      json.writeNumberField("files", counts.files().getOrDefault(typeClass, 0L));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  static void writeFlows(JsonGenerator json, List<Flow> flows) throws IOException {
    json.writeArrayFieldStart("flows");
    for (Flow flow : flows) {
      json.writeStartObject();
      json.writeStringField("type", flow.type());
      json.writeNumberField("files", flow.files());
      JsonOutput.names(json, "writers", flow.writers());
      JsonOutput.names(json, "trusted-executors", flow.trustedExecutors());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The fields of an object that is begun. */
  static void writeType(JsonGenerator json, TypeReport report, TypeAnalysis analysis)
      throws IOException {
    json.writeStringField("type", report.type());
    json.writeStringField("class", name(report.typeClass()));
    JsonOutput.names(json, "executors", report.executors());
    JsonOutput.names(json, "entrypoint-of", report.entrypoints());
    JsonOutput.names(json, "loaders", report.loaders());
    JsonOutput.names(json, "writers", report.writers());
    JsonOutput.names(json, "trusted-readers", report.trustedReaders());
    json.writeObjectFieldStart("rules");
    for (Access access : EVIDENCE) {
      JsonOutput.names(
          json, access.name().toLowerCase(Locale.ROOT), rules(analysis, report.type(), access));
    }
    json.writeEndObject();
  }

  /** Each once: a rule about an attribute is there for each of its domains. */
  static Set<String> rules(TypeAnalysis analysis, String type, Access access) {
    Set<String> rules = new LinkedHashSet<>();
    for (Grant grant : analysis.evidence(type, access)) {
      rules.add(RuleText.of(grant.rule()));
    }
    return rules;
  }

  static String name(TypeClass typeClass) {
    return typeClass.words().replace(' ', '-');
  }
}
