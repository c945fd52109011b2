package io.github.imaallowlist.ima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.ima.LogMaker;
import io.github.imaallowlist.format.OnePassReader;
import io.github.imaallowlist.ima.log.LoggedFiles;
import io.github.imaallowlist.ima.log.MeasurementEntry;
import io.github.imaallowlist.ima.log.MeasurementLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AllowlistMatchTest {
  private static final String DIGESTS =
      """
      "digests": {"/a": ["%s", "%s"], "/b": ["%s"], "/c": ["%s"]}\
      """;
  private static final String PROVENANCE =
      """
      "provenance": {"packages": [{"package": "p-1-1.noarch"},
        {"package": "q-1-1.noarch", "removed": "2026-01-01T00:00:00Z"}],
        "revoked": [{"digest": "sha256:00", "files": 2}],
        "owners": [[[0], [1]], 1, -1]}\
      """;
  private static final String REST =
      """
      "meta": {"version": 1, "generator": 0}, "release": 0, "excludes": [], "keyrings": {},
      "ima": {"ignored_keyrings": [], "log_hash_alg": "sha1", "dm_policy": null},
      "ima-buf": {}, "verification-keys": \"\"\
      """;

  private static String hex(String content) {
    return Digest.SHA256.hex(content.getBytes(StandardCharsets.UTF_8));
  }

  /** The digests of a path stand in their order. */
  private static String digests() {
    boolean inOrder = hex("1").compareTo(hex("2")) < 0;
    return DIGESTS.formatted(
        hex(inOrder ? "1" : "2"), hex(inOrder ? "2" : "1"), hex("b"), hex("c"));
  }

  private static int ownerOfOne() {
    return hex("1").compareTo(hex("2")) < 0 ? 0 : 1;
  }

  private static LoggedFiles files(LogMaker maker, long memory) throws IOException {
    LoggedFiles files = new LoggedFiles("log", memory);
    try (MeasurementLog log = MeasurementLog.open("log", new ByteArrayInputStream(maker.bytes()))) {
      Optional<MeasurementEntry> entry = log.next();
      while (entry.isPresent()) {
        var unused = files.add(entry.get());
        entry = log.next();
      }
    }
    return files;
  }

  private static OnePassReader.Contents read(String list, OnePassReader.Sink sink)
      throws IOException {
    return OnePassReader.read(
        "list", () -> new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)), sink);
  }

  private static String list(String... members) {
    return "{" + String.join(",\n", members) + "}";
  }

  private static void judge(String list) throws IOException {
    LoggedFiles files =
        files(
            new LogMaker()
                .file("/a", "1")
                .file("/a", "3")
                .file("/b", "b")
                .file("/x", "c")
                .file("/a", "1"),
            1 << 30);
    AllowlistMatch match = new AllowlistMatch("list", files);
    OnePassReader.Contents contents;
    try (MatchThread thread = new MatchThread(match, files)) {
      contents = read(list, thread);
      thread.end();
    }

    assertThat(files.entries()).isEqualTo(6);
    assertThat(files.size()).as("of which two are the same").isEqualTo(5);
    assertThat(match.isAccepted(files.ofEntry(0))).as("boot_aggregate").isFalse();
    assertThat(match.isAccepted(files.ofEntry(1))).isTrue();
    assertThat(match.isAccepted(files.ofEntry(2))).as("another digest").isFalse();
    assertThat(match.isAccepted(files.ofEntry(3))).isTrue();
    assertThat(match.isAccepted(files.ofEntry(4))).as("another path's digest").isFalse();
    assertThat(match.ownerOf(files.ofEntry(1))).isEqualTo(ownerOfOne());
    assertThat(match.ownerOf(files.ofEntry(3))).isEqualTo(1);
    int name = files.nameOf(files.ofEntry(2));
    assertThat(match.isListed(name)).isTrue();
    assertThat(match.deviating(name).orElseThrow().owners().ofAny()).containsExactly(0, 1);
    assertThat(match.isListed(files.nameOf(files.ofEntry(4)))).isFalse();
    assertThat(contents.packages()).hasSize(2);
    assertThat(contents.revoked()).hasSize(1);
  }

  @Test
  void fileIsAcceptedByItsDigestUnderItsName() throws IOException {
    judge(list(digests(), REST, PROVENANCE));
  }

  @Test
  void ownersMayStandBeforeTheDigests() throws IOException {
    judge(list(PROVENANCE, REST, digests()));
  }

  @Test
  void listWithoutOwnersNamesNobody() throws IOException {
    LoggedFiles files = files(new LogMaker().file("/a", "1"), 1 << 30);
    AllowlistMatch match = new AllowlistMatch("list", files);
    read(list(digests(), REST), match);
    match.end();

    assertThat(match.isAccepted(files.ofEntry(1))).isTrue();
    assertThat(match.ownerOf(files.ofEntry(1))).isEqualTo(AllowlistMatch.NOBODY);
  }

  @Test
  void searchFindsDigestsAndPathsWithTheirPackages() throws IOException {
    UnlabelledDigest digest = UnlabelledDigest.ofHex(hex("b"));
    DigestSearch search = new DigestSearch(Set.of(digest), Set.of(LoggedPath.of("/a")));
    read(list(digests(), REST, PROVENANCE), search);

    assertThat(search.placesOf(digest))
        .singleElement()
        .satisfies(
            place -> {
              assertThat(place.path()).isEqualTo(LoggedPath.of("/b"));
              assertThat(place.packages())
                  .extracting(one -> one.nevra().orElse(""))
                  .containsExactly("q-1-1.noarch");
            });
    assertThat(search.place(LoggedPath.of("/a")).orElseThrow().packages()).hasSize(2);
    assertThat(search.place(LoggedPath.of("/b"))).isEmpty();
  }

  @Test
  void revocationWithoutANameIsAnError() {
    String bad = PROVENANCE.replace("\"digest\": \"sha256:00\", ", "");

    assertThatThrownBy(() -> read(list(digests(), REST, bad), new DigestSearch(Set.of(), Set.of())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("revocation");
  }

  @Test
  void logThatDoesNotFitIntoMemoryIsAnError() {
    LogMaker maker = new LogMaker();
    for (int i = 0; i < 3000; i++) {
      maker.file("/" + "x".repeat(2000) + i, "content");
    }

    assertThatThrownBy(() -> files(maker, 2 << 20)).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void manyDigestsOfOneNameAreToldApart() throws IOException {
    LogMaker maker = new LogMaker();
    for (int i = 0; i < 300; i++) {
      maker.file("/a", "content" + i % 100);
    }
    LoggedFiles files = files(maker, 1 << 30);

    assertThat(files.size()).isEqualTo(101);
    for (int i = 0; i < 300; i++) {
      assertThat(files.ofEntry(i + 1)).isEqualTo(1 + i % 100);
      assertThat(files.digest(1 + i % 100).orElseThrow().hex()).isEqualTo(hex("content" + i % 100));
    }
  }

  @Test
  void manyPlainEntriesAreMatchedWithTheirOwners() throws IOException {
    LogMaker maker = new LogMaker();
    StringBuilder digests = new StringBuilder("\"digests\": {\n");
    StringBuilder owners = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      String path = "/file%05d".formatted(i) + (i % 7 == 0 ? "\u00e4" : "");
      maker.file(path, "content" + (i % 5 == 0 ? "changed" : i));
      digests.append(
          " \"%s\": [\"%s\"]%s\n".formatted(path, hex("content" + i), i < 19_999 ? "," : ""));
      owners.append(i % 2).append(i < 19_999 ? "," : "");
    }
    LoggedFiles files = files(maker, 1 << 30);
    AllowlistMatch match = new AllowlistMatch("list", files);
    String provenance =
        "\"provenance\": {\"packages\": [{\"package\": \"p-1-1.noarch\"}, {\"package\": \"q-1-1.noarch\"}],"
            + " \"owners\": ["
            + owners
            + "]}";
    try (MatchThread thread = new MatchThread(match, files)) {
      read("{\n" + digests + "},\n" + REST + ",\n" + provenance + "}", thread);
      thread.end();
    }

    for (int i = 0; i < 20_000; i++) {
      int file = files.ofEntry(i + 1);
      assertThat(match.isAccepted(file)).as("entry %d", i).isEqualTo(i % 5 != 0);
      assertThat(match.isListed(files.nameOf(file))).isTrue();
      if (i % 5 != 0) {
        assertThat(match.ownerOf(file)).isEqualTo(i % 2);
      } else {
        assertThat(match.deviating(files.nameOf(file)).orElseThrow().owners().one())
            .isEqualTo(i % 2);
      }
    }
  }

  @Test
  void manyNamesAndDigestsAreToldApart() throws IOException {
    LogMaker maker = new LogMaker();
    for (int i = 0; i < 6000; i++) {
      maker.file("/file" + i % 3000, "content" + i);
    }
    LoggedFiles files = files(maker, 1 << 30);

    assertThat(files.size()).isEqualTo(6001);
    assertThat(files.names()).isEqualTo(3001);
    for (int i = 0; i < 6000; i++) {
      int file = files.ofEntry(i + 1);
      assertThat(files.name(files.nameOf(file)).toString()).isEqualTo("/file" + i % 3000);
      assertThat(files.digest(file).orElseThrow().hex()).isEqualTo(hex("content" + i));
    }
  }
}
