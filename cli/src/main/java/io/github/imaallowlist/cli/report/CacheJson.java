package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.imaallowlist.toolkit.cache.CacheSummary;
import io.github.imaallowlist.toolkit.cache.CountCache;
import io.github.imaallowlist.toolkit.cache.PruneCache;
import io.github.imaallowlist.toolkit.cache.VerifyCache;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What the commands on the cache found and did, for programs; and what a run had of it. */
public final class CacheJson {
  private CacheJson() {}

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static void write(OutputStream out, Fields fields) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /**
   * @param out not closed
   */
  public static void write(CountCache.Result result, OutputStream out) throws IOException {
    write(
        out,
        json -> {
          json.writeStringField("folder", result.folder().toString());
          json.writeNumberField("entries", result.entries());
          json.writeNumberField("bytes", result.bytes());
          if (result.leastUsed().isPresent()) {
            json.writeStringField("least-used", result.leastUsed().get().toString());
          }
          json.writeNumberField("unfinished", result.unfinished());
          json.writeNumberField("unfinished-bytes", result.unfinishedBytes());
        });
  }

  /**
   * @param out not closed
   */
  public static void write(VerifyCache.Result result, OutputStream out) throws IOException {
    write(
        out,
        json -> {
          json.writeNumberField("exit", result.exitCode().status());
          json.writeNumberField("whole", result.whole());
          json.writeNumberField("files", result.files());
          json.writeNumberField("other-versions", result.otherVersions());
          json.writeBooleanField("deleted", result.deleted());
          write("damaged", result.damaged(), json);
          write("unreadable", result.unreadable(), json);
        });
  }

  private static void write(String name, List<VerifyCache.Unusable> entries, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (VerifyCache.Unusable one : entries) {
      json.writeStartObject();
      json.writeStringField("file", one.file().toString());
      json.writeStringField("problem", one.problem());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * @param out not closed
   */
  public static void write(PruneCache.Result result, OutputStream out) throws IOException {
    write(
        out,
        json -> {
          json.writeNumberField("exit", result.exitCode().status());
          json.writeNumberField("removed", result.removed());
          json.writeNumberField("removed-bytes", result.removedBytes());
          json.writeNumberField("kept", result.kept());
          json.writeNumberField("kept-bytes", result.keptBytes());
          json.writeNumberField("unfinished-cleared", result.cleared());
          json.writeArrayFieldStart("problems");
          for (String problem : result.problems()) {
            json.writeString(problem);
          }
          json.writeEndArray();
        });
  }

  /** A field of the object that is being written. */
  static void writeField(CacheSummary cache, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("cache");
    json.writeStringField("folder", cache.folder());
    json.writeBooleanField("used", cache.problem().isEmpty());
    json.writeNumberField("found", cache.counts().found());
    json.writeNumberField("made", cache.counts().made());
    json.writeNumberField("unusable", cache.counts().unusable());
    json.writeArrayFieldStart("warnings");
    for (String warning : CacheLines.warnings(cache)) {
      json.writeString(warning);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
