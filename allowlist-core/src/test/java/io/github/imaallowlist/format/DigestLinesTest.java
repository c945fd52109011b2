package io.github.imaallowlist.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines against those of Jackson's generator. */
class DigestLinesTest {
  @Test
  void noEntriesLeaveAnEmptyObject() throws IOException {
    assertThat(lines(List.of())).isEqualTo(byJackson(List.of())).isEqualTo("{}");
  }

  @Test
  void everyCharacterIsWrittenAsJacksonDoes() throws IOException {
    List<AllowlistEntry> entries = new ArrayList<>();
    for (char c = 1; c < 0x3000; c++) {
      entries.add(Policies.entry("/usr/" + c + "/x", Policies.SHA256));
    }
    for (String text : List.of("\ud83d\ude00", "\uffff", "\ufeff", "\u2028\u2029", "\"\\/\t")) {
      entries.add(Policies.entry("/" + text, Policies.SHA1, Policies.SHA256));
    }
    assertThat(lines(entries)).isEqualTo(byJackson(entries));
  }

  @Test
  void linesOfAnyLengthAreWrittenAsJacksonDoes() throws IOException {
    Random random = new Random(1);
    List<AllowlistEntry> entries = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      String character = i % 50 == 0 ? "\u0001" : "a";
      String path = "/" + character.repeat(i % 50 == 0 ? 4094 : random.nextInt(200)) + i;
      entries.add(
          new AllowlistEntry(
              LoggedPath.of(path.substring(0, Math.min(path.length(), 4095))),
              digests(random, i % 700 == 0 ? 5_000 : 1 + random.nextInt(3))));
    }
    assertThat(lines(entries)).isEqualTo(byJackson(entries));
  }

  private static List<UnlabelledDigest> digests(Random random, int count) {
    List<UnlabelledDigest> digests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[20 + 4 * random.nextInt(12)];
      random.nextBytes(bytes);
      digests.add(UnlabelledDigest.of(bytes));
    }
    return digests;
  }

  private static String lines(List<AllowlistEntry> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DigestLines lines = new DigestLines(out);
    for (AllowlistEntry entry : entries) {
      lines.write(entry, DigestLines.isPlain(entry.path()));
    }
    lines.finish();
    return "{" + out.toString(StandardCharsets.UTF_8) + "}";
  }

  private static String byJackson(List<AllowlistEntry> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(new LinePrinter());
      json.writeStartObject();
      json.writeObjectFieldStart("digests");
      for (AllowlistEntry entry : entries) {
        json.writeArrayFieldStart(entry.path().toString());
        for (UnlabelledDigest digest : entry.digests()) {
          json.writeString(digest.hex());
        }
        json.writeEndArray();
      }
    }
    String all = out.toString(StandardCharsets.UTF_8);
    String start = "{\n\"digests\": ";
    assertThat(all).startsWith(start).endsWith("\n}");
    return all.substring(start.length(), all.length() - "\n}".length());
  }
}
