package io.github.imaallowlist.format;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.ByteSpool;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Streams a Keylime runtime policy: UTF-8 JSON, one path a line, with the {@link Provenance} as a
 * further member at the end.
 *
 * <p>The members are those of {@code RUNTIME_POLICY_SCHEMA} in {@code keylime/ima/ima.py}, which
 * are all mandatory and may be joined by others. A path that is not UTF-8 is left out and counted:
 * written with U+FFFD it would be another file's name, and no agent could report it anyway ({@link
 * UnmatchablePaths}).
 */
public final class KeylimePolicyWriter implements AllowlistWriter {
  static final int VERSION = 1;

  /** Keylime's {@code RUNTIME_POLICY_GENERATOR.Unknown}: made by another program. */
  static final int GENERATOR = 0;

  /** The shortest digest that the schema takes, in bytes: SHA-1. */
  static final int MIN_DIGEST_LENGTH = 20;

  /** What a line has besides path and digests; the last digest has no comma. */
  private static final int LINE_AROUND_PATH = "\n \"\": [],".length() - 1;

  private static final int DIGEST_AROUND_HEX = "\"\",".length();

  /** A character as {@code \\u0000}, in bytes. */
  private static final int ESCAPE = 6;

  /** The least byte that a UTF-8 sequence of four begins with. */
  private static final int FIRST_OF_FOUR = 0xf0;

  private final JsonGenerator json;
  private final PolicySettings settings;
  private final DigestLines lines;
  private final OwnerSpool owners;
  private long paths;
  private final List<LoggedPath> examples = new ArrayList<>();
  private long notUtf8;
  private long withNewline;

  /**
   * @param spool an empty one; takes which packages the entries are from
   */
  public KeylimePolicyWriter(OutputStream out, PolicySettings settings, ByteSpool spool)
      throws IOException {
    this.settings = settings;
    this.lines = new DigestLines(out);
    this.owners = new OwnerSpool(spool);
    this.json =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build()
            .createGenerator(out, JsonEncoding.UTF8)
            .setPrettyPrinter(new LinePrinter());
    json.writeStartObject();
    writeMeta();
    json.writeNumberField("release", settings.release());
    json.writeObjectFieldStart("digests");
    json.flush();
  }

  private void writeMeta() throws IOException {
    json.writeObjectFieldStart("meta");
    json.writeNumberField("version", VERSION);
    json.writeNumberField("generator", GENERATOR);
    if (settings.timestamp().isPresent()) {
      json.writeStringField("timestamp", settings.timestamp().get());
    }
    json.writeEndObject();
  }

  /**
   * @throws IllegalArgumentException if a digest is shorter than SHA-1's: one of them would make
   *     the whole policy invalid
   */
  @Override
  public void entry(AllowlistEntry entry) throws IOException {
    LoggedPath path = entry.path();
    boolean plain = DigestLines.isPlain(path);
    if (!plain && !path.isUtf8()) {
      notUtf8++;
      keepExample(path);
      return;
    }
    if (!plain && path.contains((byte) '\n')) {
      withNewline++;
      keepExample(path);
    }
    for (UnlabelledDigest digest : entry.digests()) {
      if (digest.length() < MIN_DIGEST_LENGTH) {
        throw new IllegalArgumentException(
            path + ": Keylime takes no digest of " + digest.length() + " bytes");
      }
    }
    lines.write(entry, plain);
    owners.add(entry.owners());
    paths++;
  }

  /**
   * The bytes that an entry takes in a policy: its line, with the comma that all but the last have.
   * One whose path is not UTF-8 takes none.
   */
  public static long lengthOf(AllowlistEntry entry) {
    LoggedPath path = entry.path();
    if (!path.isUtf8()) {
      return 0;
    }
    long length = (long) LINE_AROUND_PATH + path.length();
    for (int i = 0; i < path.length(); i++) {
      length += escapeOf(path.at(i));
    }
    for (UnlabelledDigest digest : entry.digests()) {
      length += DIGEST_AROUND_HEX + 2L * digest.length();
    }
    return length;
  }

  /**
   * How many bytes more than itself a byte of a path takes. Of four that are one character, which
   * Jackson writes as two surrogates, the first one counts for all.
   */
  private static int escapeOf(byte b) {
    return switch (b) {
      case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> 1;
      default -> {
        if (b >= 0 && b < ' ') {
          yield ESCAPE - 1;
        }
        yield (b & 0xff) >= FIRST_OF_FOUR ? 2 * ESCAPE - 4 : 0;
      }
    };
  }

  private void keepExample(LoggedPath path) {
    if (examples.size() < UnmatchablePaths.MAX_EXAMPLES) {
      examples.add(path);
    }
  }

  @Override
  public UnmatchablePaths unmatchable() {
    return new UnmatchablePaths(notUtf8, withNewline, examples);
  }

  @Override
  public void finish(Provenance provenance) throws IOException {
    lines.finish();
    json.writeEndObject();
    writeStrings("excludes", settings.excludes());
    writeLists("keyrings", settings.keyrings());
    json.writeObjectFieldStart("ima");
    writeStrings("ignored_keyrings", settings.ignoredKeyrings());
    json.writeStringField("log_hash_alg", settings.logHashAlgorithm().kernelName());
    json.writeNullField("dm_policy");
    json.writeEndObject();
    writeLists("ima-buf", settings.imaBuf());
    json.writeStringField("verification-keys", settings.verificationKeys());
    json.writeFieldName("provenance");
    new ProvenanceJson(json).write(provenance, owners, paths);
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  private void writeLists(String name, Map<String, List<String>> lists) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, List<String>> list : lists.entrySet()) {
      writeStrings(list.getKey(), list.getValue());
    }
    json.writeEndObject();
  }

  private void writeStrings(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
