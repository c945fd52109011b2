package io.github.imaallowlist.rpm.repodata;

import static io.github.imaallowlist.rpm.repodata.PlainRepository.LIST;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.POLICY;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.REFUSE;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.RENEW;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.change;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.file;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ChecksumException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RepodataUpdateTest {
  @TempDir Path root;
  private PlainRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = PlainRepository.create(root);
  }

  private UpdateResult run(RepodataChange change) throws Exception {
    return RepodataUpdate.run(root, change);
  }

  private AllowlistException refused(RepodataChange change) {
    return catchThrowableOfType(AllowlistException.class, () -> run(change));
  }

  @Test
  void filesAreRecorded() throws Exception {
    UpdateResult result = run(change(REFUSE, 0, file(LIST, "{}"), file(POLICY, "measure\n")));
    assertThat(result.repomdChanged()).isTrue();
    assertThat(repository.types()).containsExactly(LIST, POLICY, "primary");
    assertThat(repository.recorded(LIST)).contains("{}");
    assertThat(repository.recorded(POLICY)).contains("measure\n");
    assertThat(repository.names())
        .containsExactly("ima-allowlist.json.gz", "ima-policy.txt.gz", "primary.xml", "repomd.xml");
    MetadataRecord list = result.records().get(0);
    assertThat(RecordCheck.check(root, LIST)).contains(list);
    assertThat(list.timestamp()).hasValue(1_700_000_000L);
    assertThat(list.location().toString())
        .isEqualTo("repodata/" + list.checksum().hex() + "-ima-allowlist.json.gz");
    assertThat(RecordCheck.check(root, "ima-nothing")).isEmpty();
  }

  @Test
  void secondRunChangesNothing() throws Exception {
    run(change(RENEW, 1, file(LIST, "{}")));
    Map<String, String> times = repository.times();
    UpdateResult again = run(change(RENEW, 1, file(LIST, "{}")));
    assertThat(again.repomdChanged() || again.signatureChanged()).isFalse();
    assertThat(again.records()).hasSize(1);
    assertThat(repository.times()).isEqualTo(times);
  }

  @ParameterizedTest
  @EnumSource
  @RequiresTool({"gzip", "zstd"})
  void compressionIsReproducibleAndOthersReadIt(DataCompression compression) throws Exception {
    byte[] content = "line\n".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    RepodataFile file =
        new RepodataFile(LIST, "json", compression, RepodataFile.Content.of(content), 1);
    MetadataRecord record = run(change(REFUSE, 0, file)).records().get(0);
    Path path = record.location().path().in(root);
    assertThat(path.toString()).endsWith(compression.extension());
    String tool = compression == DataCompression.GZIP ? "gzip" : "zstd";
    assertThat(Tools.run(tool, "-dcq", path).succeeded().output()).isEqualTo(content);
    run(new RepodataChange(List.of(), Set.of(LIST), REFUSE, 0));
    assertThat(run(change(REFUSE, 0, file)).records()).containsExactly(record);
  }

  @Test
  void formerFilesAreKeptByTheTimeTheyWereRecorded() throws Exception {
    for (String content : List.of("a", "b", "c", "a")) {
      run(change(REFUSE, 2, file(LIST, content)));
      age();
    }
    assertThat(listFiles()).hasSize(3);
    UpdateResult result = run(change(REFUSE, 1, file(LIST, "d")));
    assertThat(result.deleted()).hasSize(2);
    assertThat(listFiles()).hasSize(2);
    // Its file is there, and goes back to its old checksum: "a" was recorded last before "d".
    Map<String, String> content = repository.content();
    UpdateResult back = run(change(REFUSE, 1, file(LIST, "a")));
    assertThat(content).containsKey(back.records().get(0).location().toString());
    assertThat(run(change(REFUSE, 0, file(LIST, "a"))).deleted()).hasSize(1);
  }

  /** As if each file had been made an hour earlier. */
  private void age() throws IOException {
    for (String name : listFiles()) {
      Path file = repository.repodata().resolve(name);
      FileTime time = Files.getLastModifiedTime(file);
      Files.setLastModifiedTime(file, FileTime.from(time.toInstant().minusSeconds(3600)));
    }
  }

  private List<String> listFiles() throws IOException {
    try (var files = Files.list(repository.repodata())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("-ima-allowlist.json.gz"))
          .toList();
    }
  }

  @Test
  void filesOfOthersStay() throws Exception {
    String digest = "0".repeat(64);
    List<String> others =
        List.of(
            digest + "-ima-policy.txt.gz",
            digest + "-ima-allowlist-other.gz",
            digest + "-other.xml.gz",
            "ima-allowlist.json.gz",
            "x" + digest + "-ima-allowlist.json.gz");
    for (String name : others) {
      Files.writeString(repository.repodata().resolve(name), name);
    }
    Files.createDirectory(repository.repodata().resolve(digest + "-ima-allowlist.folder"));
    String old = digest + "-ima-allowlist.json.gz";
    Files.writeString(repository.repodata().resolve(old), "old");
    assertThat(run(list("{}")).deleted()).containsExactly(old);
    for (String name : others) {
      assertThat(repository.repodata().resolve(name)).hasContent(name);
    }
  }

  @Test
  void oldFileThatARecordOfOthersNamesStays() throws Exception {
    String name = "0".repeat(64) + "-ima-allowlist.json.gz";
    Files.writeString(repository.repodata().resolve(name), "shared");
    Files.writeString(
        repository.repomd(),
        Files.readString(repository.repomd())
            .replace(
                "</repomd>",
                "<data type=\"x\"><location href=\"repodata/&#x30;"
                    + name.substring(1)
                    + "\"/></data></repomd>"));
    assertThat(run(list("{}")).deleted()).isEmpty();
  }

  @Test
  void recordIsRemovedWithItsFiles() throws Exception {
    byte[] before = Files.readAllBytes(repository.repomd());
    run(list("{}"));
    UpdateResult result = run(new RepodataChange(List.of(), Set.of(LIST), REFUSE, 0));
    assertThat(result.deleted()).hasSize(1);
    assertThat(repository.repomd()).hasBinaryContent(before);
    assertThat(repository.names()).containsExactly("primary.xml", "repomd.xml");
  }

  @Test
  void damagedOrMissingFileIsMadeAnewUnderTheSameRecord() throws Exception {
    repository.signed();
    MetadataRecord record = run(change(RENEW, 0, file(LIST, "{}"))).records().get(0);
    Path file = record.location().path().in(root);
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(file, "damaged");
    assertThatThrownBy(() -> RecordCheck.check(root, LIST)).isInstanceOf(ChecksumException.class);
    // The signature stays good: there is nothing to refuse.
    assertThat(run(change(REFUSE, 0, file(LIST, "{}"))).repomdChanged()).isFalse();
    assertThat(file).hasBinaryContent(whole);
    Files.delete(file);
    assertThatThrownBy(() -> RecordCheck.check(root, LIST))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("not there");
    run(change(REFUSE, 0, file(LIST, "{}")));
    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void recordThatLeadsElsewhereIsNoProof() throws Exception {
    run(list("{}"));
    String repomd = Files.readString(repository.repomd());
    Files.writeString(
        repository.repomd(),
        repomd.replaceFirst(
            "href=\"(repodata/[^\"]*ima-)", "xml:base=\"http://x.org/\" href=\"$1"));
    assertThatThrownBy(() -> RecordCheck.check(root, LIST)).isInstanceOf(InputException.class);
    run(list("{}"));
    assertThat(repository.repomd()).hasContent(repomd);
  }

  @Test
  void modeAndOwnerAreThoseOfRepomd() throws Exception {
    Files.setPosixFilePermissions(
        repository.repomd(), PosixFilePermissions.fromString("rw-rw-r--"));
    boolean root = Tools.run("id", "-u").text().strip().equals("0");
    if (root) {
      Tools.run("chown", "12345:23456", repository.repomd()).succeeded();
    }
    run(change(RENEW, 0, file(LIST, "{}")));
    Path list = repository.repodata().resolve(listFiles().get(0));
    for (Path file : List.of(repository.repomd(), repository.signature(), list)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-rw-r--");
      if (root) {
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12345);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(23456);
      }
    }
  }

  private void assertContentIs(Map<String, String> content) throws IOException {
    Map<String, String> after = repository.content();
    after.remove(RepositoryLock.FILE);
    assertThat(after).isEqualTo(content);
  }

  @Test
  void changeOfSomebodyElseMeanwhileIsNotLost() throws Exception {
    repository.signed();
    RepomdSigner slow =
        new RepomdSigner() {
          @Override
          public byte[] sign(byte[] repomd) throws IOException {
            Files.writeString(repository.repomd(), Files.readString(repository.repomd()) + " ");
            return new byte[] {1};
          }

          @Override
          public boolean vouches(byte[] repomd, byte[] signature) {
            return signature.length == 1;
          }
        };
    AllowlistException e = refused(change(new SignatureRule.Renew(slow), 0, file(LIST, "{}")));
    assertThat(e).hasMessageContaining("somebody else changed it");
    assertThat(repository.types()).containsExactly("primary");
    assertThat(repository.names()).containsExactly("primary.xml", "repomd.xml", "repomd.xml.asc");
  }

  @Test
  void createrepoAtWorkIsNotDisturbed() throws Exception {
    Files.createDirectory(root.resolve(".repodata"));
    AllowlistException e = refused(list("{}"));
    assertThat(e.exitCode()).isEqualTo(ExitCode.IO);
    assertThat(e).hasMessageContaining(".repodata is there");
    assertThat(repository.types()).containsExactly("primary");
  }

  @Test
  void whatIsNoRepositoryIsRefused() throws Exception {
    Path real = repository.repodata().resolve("real.xml");
    Files.move(repository.repomd(), real);
    assertThat(refused(list("{}"))).hasMessageContaining("is no repository");
    Files.createSymbolicLink(repository.repomd(), real);
    assertThat(refused(list("{}"))).hasMessageContaining("is a link");
    Files.move(repository.repodata(), root.resolve("elsewhere"));
    assertThat(refused(list("{}"))).hasMessageContaining("is no repository");
  }

  @Test
  void contentThatChangesWhileItIsReadIsRefused() throws Exception {
    Map<String, String> content = repository.content();
    RepodataFile file =
        new RepodataFile(
            LIST,
            "json",
            DataCompression.ZSTD,
            new RepodataFile.Content() {
              @Override
              public long size() {
                return 1;
              }

              @Override
              public InputStream open() {
                return new ByteArrayInputStream(new byte[2]);
              }
            },
            1);
    assertThatThrownBy(() -> run(change(REFUSE, 0, file)))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("changed while it was read");
    assertContentIs(content);
  }

  @Test
  void repomdThatCannotBeEditedStaysWithNothingBesideIt() throws Exception {
    Files.writeString(repository.repomd(), "<repomd>");
    Map<String, String> content = repository.content();
    assertThatThrownBy(() -> run(list("{}"))).isInstanceOf(InputException.class);
    assertContentIs(content);
    Files.writeString(repository.repomd(), " ".repeat((8 << 20) + 1));
    assertThatThrownBy(() -> run(list("{}"))).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void linkInTheWayIsNotFollowed() throws Exception {
    Path victim = Files.writeString(root.resolve("victim"), "untouched");
    Files.createSymbolicLink(
        repository.repodata().resolve(".ima-allowlist.signed.repomd.xml.tmp"), victim);
    run(change(RENEW, 0, file(LIST, "{}")));
    assertThat(victim).hasContent("untouched");
  }

  @Test
  void runThatHoldsTheLockTooLongIsNamed() throws Exception {
    Path real = root.toRealPath();
    try (RepositoryLock held = RepositoryLock.acquire(real, Duration.ZERO, LockWait.UNHEARD)) {
      assertThat(held).isNotNull();
      AllowlistException e =
          catchThrowableOfType(
              AllowlistException.class,
              () -> RepodataUpdate.run(root, list("{}"), new DiskSteps(), Duration.ZERO));
      assertThat(e.exitCode()).isEqualTo(ExitCode.IO);
      assertThat(e).hasMessageContaining("another run has been changing this repository");
    }
    run(list("{}"));
  }

  @Test
  void changeThatContradictsItselfIsRefused() {
    assertThatThrownBy(() -> change(REFUSE, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> change(REFUSE, 0, file(LIST, ""), file(LIST, "")))
        .isInstanceOf(IllegalArgumentException.class);
    RepodataFile.Content nothing = RepodataFile.Content.of(new byte[0]);
    for (String suffix : List.of("", "a/b", "..", "JSON", "a.", "a".repeat(99))) {
      assertThatThrownBy(() -> new RepodataFile(LIST, suffix, DataCompression.GZIP, nothing, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new RepodataFile(LIST, "json", DataCompression.GZIP, nothing, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
