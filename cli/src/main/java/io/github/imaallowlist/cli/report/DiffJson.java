package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.diff.DiffResult;
import io.github.imaallowlist.toolkit.diff.PackageChange;
import io.github.imaallowlist.toolkit.diff.PackageName;
import io.github.imaallowlist.toolkit.diff.PathChange;
import io.github.imaallowlist.toolkit.diff.PathCounts;
import io.github.imaallowlist.toolkit.diff.SettingChange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What tells two lists apart, for programs: the paths first, as they come, then all else. */
public final class DiffJson {
  private final JsonGenerator json;

  private DiffJson(JsonGenerator json) {
    this.json = json;
  }

  /** Compares, and hands on what it finds. */
  @FunctionalInterface
  public interface Comparison {
    DiffResult run(PathChange.Sink sink) throws AllowlistException;
  }

  /**
   * Writes while it compares.
   *
   * @param out not closed; nothing is written if the lists cannot be read
   */
  public static DiffResult write(Comparison comparison, OutputStream out)
      throws IOException, AllowlistException {
    JsonGenerator json =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build()
            .createGenerator(out);
    json.setPrettyPrinter(new DefaultPrettyPrinter());
    DiffJson writer = new DiffJson(json);
    boolean[] begun = {false};
    DiffResult result =
        comparison.run(
            change -> {
              writer.begin(begun);
              writer.write(change);
            });
    writer.begin(begun);
    writer.writeRest(result);
    json.writeRaw('\n');
    json.close();
    return result;
  }

  private void begin(boolean[] begun) throws IOException {
    if (!begun[0]) {
      begun[0] = true;
      json.writeStartObject();
      json.writeArrayFieldStart("paths");
    }
  }

  private void write(PathChange change) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", change.path().toString());
    json.writeStringField("change", change.kind().name().toLowerCase(Locale.ROOT));
    digests("added", change.added());
    digests("removed", change.removed());
    JsonOutput.names(
        json, "packages", change.packages().stream().map(PackageName::toString).toList());
    if (change.measured().isPresent()) {
      json.writeBooleanField("measured", change.measured().get());
    }
    json.writeEndObject();
  }

  private void digests(String name, List<UnlabelledDigest> digests) throws IOException {
    JsonOutput.names(json, name, digests.stream().map(UnlabelledDigest::hex).toList());
  }

  private void writeRest(DiffResult result) throws IOException {
    json.writeEndArray();
    json.writeArrayFieldStart("packages");
    for (PackageChange change : result.packages()) {
      write(change, result.asked());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("settings");
    for (SettingChange change : result.settings()) {
      json.writeStartObject();
      json.writeStringField("name", change.name());
      JsonOutput.names(json, "added", change.added());
      JsonOutput.names(json, "removed", change.removed());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("counts");
    counts(result.paths(), result.asked());
    json.writeNumberField("digests-added", result.digestsAdded());
    json.writeNumberField("digests-removed", result.digestsRemoved());
    json.writeEndObject();
    json.writeBooleanField("same", result.isSame());
    json.writeEndObject();
  }

  private void write(PackageChange change, boolean asked) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", change.name().name());
    json.writeStringField("arch", change.name().arch());
    JsonOutput.names(json, "old", change.older());
    JsonOutput.names(json, "new", change.newer());
    json.writeObjectFieldStart("kept");
    for (Map.Entry<String, Instant> kept : change.kept().entrySet()) {
      json.writeStringField(kept.getKey(), kept.getValue().toString());
    }
    json.writeEndObject();
    JsonOutput.names(json, "no-longer-kept", change.noLongerKept());
    json.writeBooleanField("built-again", change.builtAgain());
    counts(change.paths(), asked);
    json.writeEndObject();
  }

  private void counts(PathCounts paths, boolean asked) throws IOException {
    json.writeNumberField("paths-added", paths.added());
    json.writeNumberField("paths-removed", paths.removed());
    json.writeNumberField("paths-changed", paths.changed());
    if (asked) {
      json.writeNumberField("paths-measured", paths.measured());
    }
  }
}
