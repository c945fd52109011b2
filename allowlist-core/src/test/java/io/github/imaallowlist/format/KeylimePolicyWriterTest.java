package io.github.imaallowlist.format;

import static io.github.imaallowlist.format.Policies.SHA1;
import static io.github.imaallowlist.format.Policies.SHA256;
import static io.github.imaallowlist.format.Policies.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeylimePolicyWriterTest {
  private static final PolicySettings FULL =
      new PolicySettings(
          7,
          Optional.of("2026-11-01T00:00:00Z"),
          List.of("/tmp/.*", "/var/log/"),
          new TreeMap<>(Map.of(".ima", List.of(SHA256))),
          List.of("*"),
          HashAlgorithm.SHA256,
          new TreeMap<>(Map.of("dm_table_load", List.of(SHA1, SHA256))),
          "{\"keyids\":[1],\"pubkeys\":[\"AA==\"]}");

  @Test
  void thePolicyKeepsToTheSchema() throws IOException {
    JsonSchema schema;
    try (InputStream in = getClass().getResourceAsStream("runtime-policy.schema.json")) {
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    }
    JsonNode full = json(Policies.bytes(AllowlistFormat.KEYLIME, FULL, entry("/a", SHA256, SHA1)));
    assertThat(schema.validate(full)).isEmpty();
    assertThat(schema.validate(json(Policies.text(AllowlistFormat.KEYLIME)))).isEmpty();
    JsonNode wrong = json(Policies.text(AllowlistFormat.KEYLIME).replace("sha1", "md5"));
    assertThat(schema.validate(wrong)).as("the schema is not blind").isNotEmpty();
  }

  @Test
  void lengthOfAnEntryIsWhatItAddsToThePolicy() throws IOException {
    List<AllowlistEntry> entries =
        List.of(
            entry("/a", SHA256),
            entry("/a_b/\u00e9\u20ac\ud83d\ude00", SHA256, SHA1),
            entry("/quote\"/back\\slash/\n\t\r\b\f/\u0001\u001f\u007f/", SHA1, SHA256),
            new AllowlistEntry(
                LoggedPath.of(new byte[] {'/', (byte) 0xff}),
                List.of(UnlabelledDigest.ofHex(SHA256))));
    int alone = Policies.text(AllowlistFormat.KEYLIME, entry("/0", SHA1)).length();
    for (AllowlistEntry entry : entries) {
      byte[] both =
          Policies.bytes(AllowlistFormat.KEYLIME, PolicySettings.DEFAULT, entry("/0", SHA1), entry);

      assertThat(KeylimePolicyWriter.lengthOf(entry))
          .as(entry.path().toString())
          .isEqualTo(both.length - alone);
    }
  }

  @Test
  void digestsOfABufferJoinThoseThatAreThere() {
    assertThat(FULL.withImaBuf("dm_table_load", List.of(SHA256)).imaBuf()).isEqualTo(FULL.imaBuf());
    assertThat(FULL.withImaBuf("selinux-policy-hash", List.of(SHA256, SHA1)).imaBuf())
        .containsEntry("selinux-policy-hash", List.of(SHA256, SHA1))
        .containsEntry("dm_table_load", List.of(SHA1, SHA256));
  }

  @Test
  void eachPathHasALineOfItsOwn() throws IOException {
    assertThat(Policies.text(AllowlistFormat.KEYLIME, entry("/a", SHA256, SHA1), entry("/b", SHA1)))
        .isEqualTo(
            """
            {
            "meta": {
             "version": 1,
             "generator": 0
            },
            "release": 0,
            "digests": {
             "/a": ["%2$s","%1$s"],
             "/b": ["%2$s"]
            },
            "excludes": [],
            "keyrings": {},
            "ima": {
             "ignored_keyrings": [],
             "log_hash_alg": "sha1",
             "dm_policy": null
            },
            "ima-buf": {},
            "verification-keys": "",
            "provenance": {
             "tool": "ima-allowlist",
             "version": "1.0",
             "read": "payload",
             "hash-algorithms": ["sha256"],
             "complete": false,
             "issued": "2026-01-01T00:00:00Z",
             "expires": "2026-01-31T00:00:00Z",
             "trust": {"none": 2},
             "signers": {"ABCD": 1},
             "counts": {"paths": 3},
             "sources": [
              {"kind": "repository", "repomd-sha256": "%1$s", "revision": "1700000000", \
            "packages": 2, "files": 3},
              {"kind": "package", "packages": 0, "files": 0}],
             "base-sha256": "%1$s",
             "filter": {"ima-policy": "ima-policy", "ima-policy-sha256": "%1$s", \
            "profile": "code", "selinux-policy-sha256": "%1$s", "counts": {"paths-left-out": 4}},
             "left-out": [
              {"kind": "digest-mismatch", "package": "a-1-1.noarch", "file": "a.rpm", \
            "path": "/a", "detail": "not what the header says"},
              {"kind": "ghost", "detail": "a ghost"}]
            }
            }
            """
                .formatted(SHA256, SHA1));
  }

  @Test
  void theReaderGetsBackWhatWasWritten() throws IOException {
    AllowlistEntry[] entries = {
      entry("/\u0001\t\n\"\\", SHA1),
      entry("/a", SHA1, SHA256),
      entry("/ü\u2028\ud83d\ude00", SHA1),
      entry("boot_aggregate", SHA256)
    };
    List<AllowlistEntry> read = new ArrayList<>();
    byte[] policy = Policies.bytes(AllowlistFormat.KEYLIME, FULL, entries);
    KeylimePolicy whole =
        KeylimePolicyReader.read("policy", new ByteArrayInputStream(policy), read::add);
    assertThat(read).containsExactly(entries);
    assertThat(whole.settings()).isEqualTo(FULL);
    assertThat(whole.edition().validity()).contains(Policies.VALIDITY);
    assertThat(whole.edition().revisions())
        .containsExactly(Optional.of("1700000000"), Optional.empty());
  }

  @Test
  @RequiresTool("python3")
  void pythonReadsTheSameNames() throws IOException {
    String name = "/\u0001\t\n\"\\ü\u2028\ud83d\ude00";
    byte[] policy = Policies.bytes(AllowlistFormat.KEYLIME, FULL, entry(name, SHA1));
    String program =
        "import json,sys;"
            + "print(list(json.loads(sys.stdin.buffer.read())['digests'])[0].encode().hex())";
    assertThat(Tools.command("python3", "-c", program).input(policy).run().succeeded().text())
        .startsWith(HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void pathsThatNoVerifierCanMatchAreNamed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AllowlistWriter writer = AllowlistFormat.KEYLIME.open(out, PolicySettings.DEFAULT);
    LoggedPath latin1 = LoggedPath.of(new byte[] {'/', (byte) 0xfc});
    writer.entry(new AllowlistEntry(latin1, List.of(UnlabelledDigest.ofHex(SHA1))));
    writer.entry(entry("/a\nb", SHA1));
    writer.entry(entry("/c", SHA1));
    writer.finish(Policies.PROVENANCE);
    assertThat(writer.unmatchable())
        .isEqualTo(new UnmatchablePaths(1, 1, List.of(latin1, LoggedPath.of("/a\nb"))));
    assertThat(json(out.toString(StandardCharsets.UTF_8)).get("digests").fieldNames())
        .toIterable()
        .as("what is not UTF-8 is no other file's name")
        .containsExactly("/a\nb", "/c");
  }

  @Test
  void aDigestThatWouldSpoilThePolicyIsRefused() throws IOException {
    AllowlistWriter writer =
        AllowlistFormat.KEYLIME.open(new ByteArrayOutputStream(), PolicySettings.DEFAULT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.entry(entry("/a", "ab".repeat(16))))
        .withMessageContaining("/a");
  }

  @Test
  void theStreamStaysOpen() throws IOException {
    boolean[] closed = {false};
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    AllowlistFormat.KEYLIME.open(out, PolicySettings.DEFAULT).finish(Policies.PROVENANCE);
    assertThat(closed[0]).isFalse();
    assertThat(out.size()).isPositive();
  }

  @Test
  void settingsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicySettings.DEFAULT.withLogHashAlgorithm(HashAlgorithm.SM3));
    assertThat(
            FULL.withExcludes(List.of(new ExcludePattern("/var/log/"), new ExcludePattern("/b")))
                .excludes())
        .containsExactly("/tmp/.*", "/var/log/", "/b");
    assertThat(FULL.withTimestamp(Optional.empty()).timestamp()).isEmpty();
    assertThat(FULL.withLogHashAlgorithm(HashAlgorithm.SHA512).logHashAlgorithm())
        .isEqualTo(HashAlgorithm.SHA512);
  }

  @Test
  void formatsAreFoundByTheirNames() {
    assertThat(AllowlistFormat.byName("keylime")).contains(AllowlistFormat.KEYLIME);
    assertThat(AllowlistFormat.byName("flat")).contains(AllowlistFormat.FLAT);
    assertThat(AllowlistFormat.byName("json")).isEmpty();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static JsonNode json(byte[] text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
