package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish}: what is recorded, when it stays, and when nothing is changed. */
@RequiresTool({"createrepo_c", "gpg", "zstd"})
final class PublishCommandTest {
  @TempDir private Path work;
  private Publisher publisher = Publisher.at(Path.of(""), Path.of(""));

  @BeforeEach
  void makeRepository() throws IOException {
    publisher = Publisher.create(work, work.resolve("repository"));
  }

  @Test
  void listIsRecordedAndSigned() throws IOException {
    String repomd = Files.readString(publisher.repodata("repomd.xml"));

    String summary = publisher.publish().succeeded().err();

    assertThat(publisher.list().digests()).containsKeys("/usr/bin/one", "/usr/bin/two");
    assertThat(publisher.isSigned()).isTrue();
    assertThat(summary).contains("ima-allowlist: ").contains("repomd.xml is signed anew with the");
    String after = Files.readString(publisher.repodata("repomd.xml"));
    assertThat(after.replaceFirst("(?s)\\n  <data type=\"ima-allowlist\">.*?</data>", ""))
        .isEqualTo(repomd);
    // The time of the metadata, not of the clock.
    String time = repomd.replaceFirst("(?s).*<timestamp>([0-9]+)</timestamp>.*", "$1");
    assertThat(after.replaceFirst("(?s).*<timestamp>([0-9]+)</timestamp>.*", "$1")).isEqualTo(time);
  }

  @Test
  void secondRunChangesNothing() throws IOException {
    publisher.publish().succeeded();
    Map<String, String> state = publisher.state();

    assertThat(publisher.publish("--no-cache").succeeded().err())
        .contains("nothing, all was there already");

    assertThat(publisher.state()).isEqualTo(state);
  }

  @Test
  void nothingIsReadWhileNothingChanges() throws IOException {
    Object[] cached = {"--cache", work.resolve("cache")};
    publisher.publish(cached).succeeded();
    String unread = "nothing changed since the last run";
    assertThat(publisher.publish(cached).succeeded().err()).contains(unread);
    assertThat(publisher.publish("--no-cache").succeeded().err()).doesNotContain(unread);

    // Whatever it depends on makes it look again.
    Path package1 = publisher.repository().resolve("one.rpm");
    Files.write(package1, Files.readAllBytes(package1));
    assertThat(publisher.publish(cached).succeeded().err()).doesNotContain(unread);
    assertThat(publisher.publish(cached).succeeded().err()).contains(unread);
    publisher.createrepo("--update");
    assertThat(publisher.publish(cached).succeeded().err()).doesNotContain(unread);
    assertThat(publisher.publish(cached).succeeded().err()).contains(unread);
    Object[] other = {"--cache", work.resolve("cache"), "--exclude-path", "/tmp/.*"};
    assertThat(publisher.publish(other).succeeded().err()).doesNotContain(unread);
    assertThat(publisher.publish(cached).succeeded().err()).doesNotContain(unread);
    Files.delete(publisher.repodata("repomd.xml.asc"));
    assertThat(publisher.publish(cached).succeeded().err()).doesNotContain(unread);
    assertThat(publisher.isSigned()).isTrue();
    Repositories.write(publisher.repository(), "stray.rpm", Repositories.simple("stray"));
    publisher.publish(cached).ended(1);
    publisher.publish(cached).ended(1);
  }

  @Test
  void listIsRenewedInTimeThoughNothingElseChanges() throws IOException {
    publishAt(24);
    String first = Files.readString(publisher.repodata("repomd.xml"));
    publishAt(24 + 23);
    assertThat(publisher.repodata("repomd.xml")).hasContent(first);
    publishAt(24 + 25);
    assertThat(Files.readString(publisher.repodata("repomd.xml"))).isNotEqualTo(first);
  }

  private void publishAt(int hour) {
    long time = Instant.now().truncatedTo(ChronoUnit.DAYS).getEpochSecond() + hour * 3_600L;
    Program.run(publisher.arguments("--cache", work.resolve("cache"), "--valid-for", "2d"))
        .with(Map.of("SOURCE_DATE_EPOCH", String.valueOf(time)))
        .run()
        .succeeded();
  }

  @Test
  void listByAnotherKeyIsSignedAnew() throws IOException {
    publisher.publish().succeeded();
    Files.move(publisher.key(), work.resolve("former"));
    Files.move(Path.of(publisher.key() + ".pub"), work.resolve("former.pub"));
    Run.of("keygen", publisher.key()).succeeded();

    assertThat(publisher.publish().succeeded().err()).contains("is made anew: ");

    assertThat(publisher.list().digests()).containsKey("/usr/bin/one");
    assertThat(publisher.check("--verify-key", work.resolve("former.pub")).succeeded().err())
        .contains("is what would be published now");
  }

  @Test
  void damagedListIsMadeAnew() throws IOException {
    publisher.publish().succeeded();
    Map<String, String> names = publisher.state();
    String name = names.keySet().stream().filter(n -> n.contains("ima-allow")).findFirst().get();
    Path file = publisher.repository().resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    publisher.check().ended(1);
    publisher.publish().succeeded();

    assertThat(publisher.list().digests()).containsKey("/usr/bin/one");
    publisher.check().succeeded();
  }

  @Test
  void signatureOfTheRepositoryIsNotMadeStaleUnasked() throws IOException {
    publisher.signRepomd();
    Map<String, String> state = publisher.state();
    Object[] run = {
      "publish", publisher.repository(), "--allow-unsigned", "--key", publisher.key()
    };

    assertThat(Run.of(run).ended(2).err()).contains("--repomd-key").contains("stale");
    assertThat(publisher.state()).isEqualTo(state);

    Run removed =
        Run.of(
            "publish",
            publisher.repository(),
            "--allow-unsigned",
            "--key",
            publisher.key(),
            "--remove-stale-signature");
    assertThat(removed.succeeded().err()).contains("sign repomd.xml now");
    assertThat(publisher.names()).doesNotContain("repomd.xml.asc");
    publisher.signRepomd();
    Map<String, String> signed = publisher.state();
    // Nothing is stale: nothing is removed.
    assertThat(Run.of(run).succeeded().err()).contains("nothing, all was there already");
    assertThat(publisher.state()).isEqualTo(signed);
  }

  @Test
  void signatureThatCreaterepoLeftIsRenewed() throws IOException {
    publisher.publish().succeeded();
    Repositories.write(publisher.repository(), "three.rpm", Repositories.simple("three"));
    publisher.createrepo("--update", "--revision", "2");
    assertThat(publisher.isSigned()).isFalse();
    assertThat(publisher.check().exit()).isNotZero();

    // With the key pinned that made it: what it made before is stale, and no attack.
    publisher.publish("--keyring", publisher.publicKey()).succeeded();

    assertThat(publisher.isSigned()).isTrue();
    assertThat(publisher.list().digests()).containsKeys("/usr/bin/one", "/usr/bin/three");
  }

  /** Else the list would depend on what its own recording replaces. */
  @Test
  void listDoesNotDependOnTheSignatureThatIsRenewed() throws IOException {
    publisher.signRepomd();
    publisher.publish("--keyring", publisher.publicKey()).succeeded();
    byte[] list = publisher.recorded("ima-allowlist");
    Files.delete(publisher.repodata("repomd.xml.asc"));

    publisher.publish("--keyring", publisher.publicKey()).succeeded();

    assertThat(publisher.recorded("ima-allowlist")).isEqualTo(list);
  }

  @Test
  void findingsLeaveTheRepositoryAsItWas() throws IOException {
    publisher.publish().succeeded();
    Files.write(publisher.repository().resolve("one.rpm"), new byte[] {1, 2, 3});
    Map<String, String> state = publisher.state();

    Run run = publisher.publish();
    assertThat(run.ended(1).err())
        .contains("the list that is recorded stays, and may be of older packages")
        .contains("nothing, because of the findings");
    assertThat(publisher.state()).isEqualTo(state);
    publisher.check().ended(1);

    publisher.publish("--allow-incomplete").ended(1);
    assertThat(publisher.list().digests())
        .containsKey("/usr/bin/two")
        .doesNotContainKey("/usr/bin/one");
  }

  @Test
  void checkNamesWhatDiffers() throws IOException {
    publisher.publish().succeeded();
    publisher.check().succeeded();
    Files.delete(publisher.repository().resolve("two.rpm"));
    Repositories.write(
        publisher.repository(), "one.rpm", Repositories.simple("one").file("/usr/bin/new", "new"));
    // Keeps the record, as createrepo_c does since 0.18.
    publisher.createrepo("--update", "--keep-all-metadata", "--revision", "1");

    String differences = publisher.check().ended(1).err();
    assertThat(publisher.check("--quiet").ended(1).err().lines())
        .as("what differs, and not what was read for it")
        .allSatisfy(line -> assertThat(line).matches("(Differs|Checked|         ) .*"));

    assertThat(differences)
        .contains("paths: 1 missing from the recorded list, 2001 that should not be in it\n")
        .contains("/usr/bin/new: is missing")
        .contains("repomd.xml.asc is of another repomd.xml")
        .contains("and 1992 more");
    Map<String, Object> json = Json.object(publisher.check("--json").ended(1).out());
    assertThat(json.get("true")).isEqualTo(false);
  }

  @Test
  void listThatIsStillValidLongEnoughStays() throws IOException {
    publisher.publish("--valid-for", "30d").succeeded();
    Map<String, String> state = publisher.state();
    publisher.publish("--valid-for", "30d").succeeded();
    assertThat(publisher.state()).isEqualTo(state);
    publisher.check().succeeded();

    publisher.publish("--valid-for", "90d").succeeded();
    assertThat(publisher.state()).isNotEqualTo(state);

    // Other contents are valid from their own time on.
    publisher.publish("--valid-for", "90d", "--hash", "sha512").succeeded();
    publisher.check("--hash", "sha512").succeeded();
    publisher.check().ended(1);
  }

  /** SOURCE_DATE_EPOCH stands for the time of the run. */
  @Test
  void listThatSoonExpiresIsRenewed() throws IOException {
    Tools.Outcome first = at(1_800_000_000L);
    byte[] list = publisher.recorded("ima-allowlist");
    at(1_800_000_000L + 14 * 86_400);
    assertThat(first.exitCode()).isZero();
    assertThat(publisher.recorded("ima-allowlist")).isEqualTo(list);
    at(1_800_000_000L + 16 * 86_400);
    assertThat(publisher.recorded("ima-allowlist")).isNotEqualTo(list);
  }

  private Tools.Outcome at(long time) {
    return Program.run(
            "publish",
            publisher.repository(),
            "--allow-unsigned",
            "--key",
            publisher.key(),
            "--valid-for",
            "30d")
        .with(Map.of("SOURCE_DATE_EPOCH", Long.toString(time)))
        .run()
        .succeeded();
  }

  @Test
  void formerListsAreKeptAsAsked() throws IOException {
    for (String hash : List.of("sha256", "sha384", "sha512")) {
      publisher.publish("--hash", hash, "--keep", "1").succeeded();
    }
    assertThat(publisher.names()).filteredOn(n -> n.startsWith("ima-allowlist")).hasSize(2);
    publisher.publish("--hash", "sha512", "--keep", "0").succeeded();
    assertThat(publisher.names()).filteredOn(n -> n.startsWith("ima-allowlist")).hasSize(1);
    publisher.publish("--hash", "sha512", "--keep", "0", "--compression", "gzip").succeeded();
    assertThat(publisher.names()).contains("ima-allowlist.json.gz");
    assertThat(publisher.list().digests()).containsKey("/usr/bin/one");
  }

  @Test
  void summaryIsThereForPrograms() throws IOException {
    Map<String, Object> json = Json.object(publisher.publish("--json").succeeded().out());
    assertThat(json)
        .containsEntry("outcome", "published")
        .containsEntry("repomd-signature", "renewed")
        .containsEntry("exit", 0L);
    Map<String, Object> record = Json.map(Json.list(json.get("records")).get(0));
    assertThat(record).containsEntry("type", "ima-allowlist");
    assertThat(Json.object(publisher.publish("--json").succeeded().out()))
        .containsEntry("outcome", "unchanged")
        .containsEntry("list-stayed", true);
    assertThat(publisher.publish("-q").succeeded().err()).isEmpty();
  }

  @Test
  void wrongUseIsRefused() throws IOException {
    Path repository = publisher.repository();
    Map<String, String> state = publisher.state();
    Run.of("publish", "https://example.org/repo", "--unsigned").ended(2);
    assertThat(Run.of("publish", repository, "--allow-unsigned").ended(2).err())
        .contains("--key, or --unsigned");
    assertThat(
            Run.of("publish", repository, "--allow-unsigned", "--sign-command", "x").ended(2).err())
        .contains("--sign-command signs repomd.xml here");
    Run.of("publish", repository, "--unsigned", "--key", publisher.key()).ended(2);
    publisher.publish("--remove-stale-signature").ended(2);
    publisher.publish("--sign-command", "x").ended(2);
    publisher.publish("--verify-key", publisher.key()).ended(2);
    publisher.publish("--keep", "-1").ended(2);
    publisher.publish("--compression", "xz").ended(2);
    Run.of("publish", "--check", repository, "--allow-unsigned").ended(2);
    Run.of("publish", work, "--allow-unsigned", "--unsigned").ended(2);
    Run.of("publish", work.resolve("absent"), "--allow-unsigned", "--unsigned").ended(4);
    assertThat(Run.of("publish", repository, "--key", publisher.key()).ended(5).err())
        .contains("--keyring");
    assertThat(publisher.state()).isEqualTo(state);
  }

  @Test
  void unsignedListIsPublishedWhereAskedFor() throws IOException {
    Object[] run = {"publish", publisher.repository(), "--allow-unsigned", "--unsigned"};
    assertThat(Run.of(run).succeeded().err()).contains("not signed");
    assertThat(Policy.parse(publisher.recorded("ima-allowlist")).digests())
        .containsKey("/usr/bin/one");
    Map<String, String> state = publisher.state();
    Run.of(run).succeeded();
    assertThat(publisher.state()).isEqualTo(state);
    Run.of("publish", "--check", publisher.repository(), "--allow-unsigned", "--unsigned")
        .succeeded();
    publisher.check().ended(5);
  }

  @Test
  void commandsSign() throws IOException {
    Path script = work.resolve("sign");
    Files.writeString(
        script,
        "#!/bin/sh\nexec gpg --homedir '%s' --batch -q --armor -b \"$1\"\n"
            .formatted(work.resolve("gpg")));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Object[] run = {
      "publish",
      publisher.repository(),
      "--allow-unsigned",
      "--key",
      publisher.key(),
      "--sign-command",
      script
    };
    Run.of(run).succeeded();
    assertThat(publisher.isSigned()).isTrue();
    Map<String, String> state = publisher.state();
    Run.of(run).succeeded();
    assertThat(publisher.state()).isEqualTo(state);

    Run.of(
            "publish",
            publisher.repository(),
            "--allow-unsigned",
            "--list-sign-command",
            script,
            "--repomd-gpg-key",
            "publisher@example.org",
            "--repomd-gpg-homedir",
            work.resolve("gpg"))
        .succeeded();
    assertThat(publisher.isSigned()).isTrue();
    assertThat(
            new String(
                publisher.recorded("ima-allowlist-signature"),
                java.nio.charset.StandardCharsets.US_ASCII))
        .startsWith("-----BEGIN PGP SIGNATURE-----");
  }

  @Test
  void runningCreaterepoIsNotDisturbed() throws IOException {
    Files.createDirectory(publisher.repository().resolve(".repodata"));
    assertThat(publisher.publish().ended(4).err()).contains("createrepo_c");
  }
}
