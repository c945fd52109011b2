package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.model.ImaKeyId;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.rpm.imasignature.KeyIdCounts;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.rpm.trust.Proof;
import io.github.imaallowlist.toolkit.filter.FilterSummary;
import io.github.imaallowlist.toolkit.filter.LeftOutFiles;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.generate.Reasons;
import io.github.imaallowlist.toolkit.generate.SourceSummary;
import io.github.imaallowlist.toolkit.update.UpdateSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** The summary of a run for programs. */
public final class GenerateJson {
  private final JsonGenerator json;
  private final GenerateResult result;

  private GenerateJson(JsonGenerator json, GenerateResult result) {
    this.json = json;
    this.result = result;
  }

  /**
   * @param out not closed
   */
  public static void write(GenerateResult result, OutputStream out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      new GenerateJson(json, result).write();
      json.writeRaw('\n');
    }
  }

  private void write() throws IOException {
    json.writeStartObject();
    writeFields();
    json.writeEndObject();
  }

  /** The members, into an object that has others too. */
  static void writeFields(GenerateResult result, JsonGenerator json) throws IOException {
    new GenerateJson(json, result).writeFields();
  }

  private void writeFields() throws IOException {
    json.writeBooleanField("written", result.isWritten());
    json.writeNumberField("exit", result.exitCode().status());
    json.writeArrayFieldStart("signed-by");
    for (String key : result.signedBy().keys()) {
      json.writeString(key);
    }
    json.writeEndArray();
    json.writeNumberField("packages-read", result.packagesRead());
    json.writeNumberField("packages-from-cache", result.packagesFromCache());
    json.writeNumberField("bytes-read", result.bytesRead());
    if (result.cache().isPresent()) {
      CacheJson.writeField(result.cache().get(), json);
    }
    writeProofs();
    writeSources();
    json.writeObjectFieldStart("left-out");
    for (Map.Entry<Reason, Integer> reason : result.deselected().entrySet()) {
      json.writeNumberField(Reasons.of(reason.getKey()), reason.getValue());
    }
    json.writeNumberField("ghosts", result.unmeasured().ghosts());
    json.writeNumberField("paths-not-utf8", result.unmatchable().notUtf8());
    json.writeEndObject();
    json.writeNumberField("paths-with-newline", result.unmatchable().withNewline());
    json.writeNumberField("weak-header-digests", result.weakHeaderDigests());
    writeFileSignatures(result.fileSignatures().counts());
    if (result.counts().isPresent()) {
      writeCounts(result.counts().get());
    }
    if (result.filter().isPresent()) {
      writeFilter(result.filter().get());
    }
    writeUpdates(result.updates());
    FindingsJson.writeField(result.findings(), json);
    json.writeArrayFieldStart("warnings");
    for (String warning : result.signedBy().warnings()) {
      json.writeString(warning);
    }
    json.writeEndArray();
  }

  private void writeUpdates(UpdateSummary updates) throws IOException {
    json.writeObjectFieldStart("updates");
    json.writeNumberField("packages-kept", updates.kept());
    json.writeNumberField("packages-removed-now", updates.removedNow());
    json.writeNumberField("packages-expired", updates.expired());
    json.writeArrayFieldStart("revoked");
    for (UpdateSummary.Revoked revoked : updates.revoked()) {
      json.writeStartObject();
      json.writeStringField(revoked.kind(), revoked.name());
      json.writeNumberField("files", revoked.files());
      json.writeBooleanField("found", !revoked.matchedNothing());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("shared-with-revoked", updates.shared());
    json.writeArrayFieldStart("shared-paths");
    for (LoggedPath path : updates.sharedPaths()) {
      json.writeString(path.toString());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeProofs() throws IOException {
    json.writeObjectFieldStart("trust");
    for (Map.Entry<Proof.Way, Long> way : result.proofs().ways().entrySet()) {
      json.writeNumberField(way.getKey().toString(), way.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("signers");
    for (Map.Entry<String, Long> signer : result.proofs().signers().entrySet()) {
      json.writeNumberField(signer.getKey(), signer.getValue());
    }
    json.writeEndObject();
  }

  private void writeSources() throws IOException {
    json.writeArrayFieldStart("sources");
    for (SourceSummary source : result.sources()) {
      json.writeStartObject();
      json.writeStringField("name", source.name());
      json.writeStringField("kind", source.kind());
      writeOptional("repomd-sha256", source.repomdSha256());
      writeOptional("revision", source.revision());
      json.writeNumberField("packages", source.packages());
      json.writeNumberField("files", source.files());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeCounts(AllowlistCounts counts) throws IOException {
    json.writeObjectFieldStart("list");
    json.writeNumberField("paths", counts.paths());
    json.writeNumberField("digests", counts.digests());
    json.writeNumberField("paths-through-links", counts.throughLinks());
    json.writeNumberField("paths-unresolved", counts.unresolved());
    json.writeNumberField("spaces-replaced", counts.spacesReplaced());
    json.writeEndObject();
  }

  private void writeFilter(FilterSummary filter) throws IOException {
    json.writeObjectFieldStart("filter");
    json.writeStringField("ima-policy", filter.imaPolicy());
    json.writeStringField("ima-policy-sha256", filter.imaPolicySha256());
    writeOptional("selinux-policy-sha256", filter.selinuxPolicySha256());
    writeOptional("profile", filter.profile());
    if (filter.derived().isPresent()) {
      json.writeNumberField("label-rules", filter.derived().get().labelRules());
      json.writeNumberField("reload-milliseconds", filter.derived().get().reloadTime().toMillis());
      json.writeArrayFieldStart("losses");
      for (String loss : filter.derived().get().losses()) {
        json.writeString(loss);
      }
      json.writeEndArray();
    }
    json.writeArrayFieldStart("ima-buf-missing");
    for (String name : filter.missingBuffers()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeNumberField("paths-kept", filter.keptPaths());
    json.writeNumberField("json-bytes-kept", filter.keptJsonBytes());
    json.writeNumberField("paths-left-out", filter.leftOutPaths());
    json.writeNumberField("json-bytes-left-out", filter.leftOutJsonBytes());
    json.writeArrayFieldStart("left-out");
    for (LeftOutFiles files : filter.leftOut()) {
      json.writeStartObject();
      writeOptional("type", files.type());
      json.writeStringField("reason", files.reason().word());
      json.writeNumberField("paths", files.paths());
      json.writeNumberField("json-bytes", files.jsonBytes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeFileSignatures(FileSignatureCounts counts) throws IOException {
    json.writeObjectFieldStart("ima-signatures");
    json.writeNumberField("files", counts.files());
    json.writeNumberField("verified", counts.good().total());
    writeKeys("verified-by", counts.good());
    json.writeNumberField("weak", counts.weak());
    json.writeNumberField("unknown-key", counts.unknownKey().total());
    writeKeys("unknown-keys", counts.unknownKey());
    json.writeNumberField("not-verifiable", counts.notVerifiable());
    json.writeEndObject();
  }

  private void writeKeys(String name, KeyIdCounts counts) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<ImaKeyId, Long> key : counts.byKey().entrySet()) {
      json.writeNumberField(key.getKey().toString(), key.getValue());
    }
    json.writeEndObject();
  }

  private void writeOptional(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }
}
