package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.toolkit.generate.Reasons;
import io.github.imaallowlist.toolkit.scan.ScanResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What was scanned, for programs. */
public final class ScanJson {
  private ScanJson() {}

  /**
   * @param out not closed
   */
  public static void write(ScanResult result, OutputStream out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("exit", result.exitCode().status());
      json.writeNumberField("made", result.made());
      json.writeNumberField("there", result.there());
      json.writeNumberField("files", result.files());
      json.writeNumberField("bytes-read", result.bytesRead());
      json.writeObjectFieldStart("left-out");
      for (Map.Entry<Reason, Integer> reason : result.deselected().entrySet()) {
        json.writeNumberField(Reasons.of(reason.getKey()), reason.getValue());
      }
      json.writeEndObject();
      CacheJson.writeField(result.cache(), json);
      FindingsJson.writeField(result.findings(), json);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }
}
