package io.github.imaallowlist.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a {@link Provenance} as a JSON object; what is absent is left out. */
final class ProvenanceJson {
  private final JsonGenerator json;

  ProvenanceJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * @param owners of the list's entries
   * @param paths how many entries these are
   */
  void write(Provenance provenance, OwnerSpool owners, long paths) throws IOException {
    json.writeStartObject();
    json.writeStringField("tool", provenance.tool());
    json.writeStringField("version", provenance.version());
    json.writeStringField("read", provenance.readMode());
    json.writeFieldName("hash-algorithms");
    strings(provenance.hashAlgorithms());
    json.writeBooleanField("complete", provenance.complete());
    optional("issued", provenance.validity().map(validity -> validity.issued().toString()));
    optional("expires", provenance.validity().map(validity -> validity.expires().toString()));
    json.writeFieldName("trust");
    numbers(provenance.trust());
    if (!provenance.signers().isEmpty()) {
      json.writeFieldName("signers");
      numbers(provenance.signers());
    }
    json.writeFieldName("counts");
    numbers(provenance.counts());
    if (!provenance.updates().repositories().isEmpty()) {
      json.writeFieldName("repositories");
      strings(provenance.updates().repositories());
    }
    json.writeArrayFieldStart("sources");
    for (ProvenanceSource source : provenance.sources()) {
      source(source);
    }
    json.writeEndArray();
    optional("base-sha256", provenance.baseSha256());
    if (provenance.filter().isPresent()) {
      filter(provenance.filter().get());
    }
    json.writeArrayFieldStart("left-out");
    for (LeftOut leftOut : provenance.leftOut()) {
      leftOut(leftOut);
    }
    json.writeEndArray();
    if (!provenance.updates().revoked().isEmpty()) {
      json.writeArrayFieldStart("revoked");
      for (ProvenanceUpdates.Revoked revoked : provenance.updates().revoked()) {
        revoked(revoked);
      }
      json.writeEndArray();
    }
    if (!provenance.updates().packages().isEmpty()) {
      new OwnersJson(json).write(provenance.updates().packages(), owners, paths);
    }
    json.writeEndObject();
  }

  private void revoked(ProvenanceUpdates.Revoked revoked) throws IOException {
    json.writeStartObject();
    json.writeStringField(revoked.kind(), revoked.name());
    json.writeNumberField("files", revoked.files());
    json.writeEndObject();
  }

  private void filter(ProvenanceFilter filter) throws IOException {
    json.writeObjectFieldStart("filter");
    json.writeStringField("ima-policy", filter.imaPolicy());
    json.writeStringField("ima-policy-sha256", filter.imaPolicySha256());
    optional("profile", filter.profile());
    optional("selinux-policy-sha256", filter.selinuxPolicySha256());
    json.writeFieldName("counts");
    numbers(filter.counts());
    json.writeEndObject();
  }

  private void source(ProvenanceSource source) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", source.kind());
    optional("repomd-sha256", source.repomdSha256());
    optional("revision", source.revision());
    json.writeNumberField("packages", source.packages());
    json.writeNumberField("files", source.files());
    json.writeEndObject();
  }

  private void leftOut(LeftOut leftOut) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", leftOut.kind());
    optional("package", leftOut.packageName());
    optional("file", leftOut.file());
    optional("path", leftOut.path());
    json.writeStringField("detail", leftOut.detail());
    json.writeEndObject();
  }

  private void optional(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  private void strings(List<String> values) throws IOException {
    json.writeStartArray();
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void numbers(Map<String, Long> values) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Long> value : values.entrySet()) {
      json.writeNumberField(value.getKey(), value.getValue());
    }
    json.writeEndObject();
  }
}
