package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish --keep-removed} and {@code --revoke}: hosts that have not updated yet. */
@RequiresTool({"createrepo_c", "gpg", "zstd"})
final class PublishUpdatesTest {
  @TempDir private Path work;
  private Publisher publisher = Publisher.at(Path.of(""), Path.of(""));

  @BeforeEach
  void makeRepository() throws IOException {
    publisher = Publisher.create(work, work.resolve("repository"));
  }

  private Path copy() {
    return work.resolve("last.json");
  }

  private Run publish(Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = "--keep-removed";
    all[1] = "30d";
    all[2] = "--previous";
    all[3] = copy();
    System.arraycopy(more, 0, all, 4, more.length);
    return publisher.publish(all);
  }

  private void remove(String name) throws IOException {
    Files.delete(publisher.repository().resolve(name + ".rpm"));
    // Before 0.18 this drops the record, and the list.
    publisher.createrepo("--update", "--revision", "2");
  }

  @Test
  void removedPackageStaysThoughCreaterepoDropsTheList() throws IOException {
    publish().succeeded();
    remove("one");
    assertThat(Files.readString(publisher.repodata("repomd.xml"))).doesNotContain("ima-allowlist");

    publish().succeeded();

    Policy list = publisher.list();
    assertThat(list.digests()).containsKeys("/usr/bin/one", "/usr/bin/two");
    assertThat(String.valueOf(list.provenance().get("packages"))).contains("removed");
    assertThat(Files.readAllBytes(copy())).isEqualTo(publisher.recorded("ima-allowlist"));
    Map<String, String> state = publisher.state();
    publish().succeeded();
    assertThat(publisher.state()).as("the date of removal stays").isEqualTo(state);
  }

  @Test
  void withoutKeepRemovedItIsGone() throws IOException {
    publisher.publish().succeeded();
    remove("one");
    publisher.publish().succeeded();

    assertThat(publisher.list().digests())
        .doesNotContainKey("/usr/bin/one")
        .containsKey("/usr/bin/two");
  }

  @Test
  void revokedPackageIsGoneThoughRemovedOnesStay() throws IOException {
    publish().succeeded();
    remove("one");
    publish().succeeded();
    Path bad = Files.writeString(work.resolve("bad"), "# a known-bad version\none-1.0-1.noarch\n");

    String summary = publish("--revoke", bad).succeeded().err();

    assertThat(publisher.list().digests())
        .doesNotContainKey("/usr/bin/one")
        .containsKey("/usr/bin/two");
    assertThat(summary)
        .contains("package one-1.0-1.noarch: no file of the sources, and what an earlier list")
        .doesNotContain("nothing has");
  }

  @Test
  void revocationOfNothingIsSaidEachTime() throws IOException {
    publish().succeeded();
    Path mistyped = Files.writeString(work.resolve("mistyped"), "on-1.0-1.noarch\n");
    for (int i = 0; i < 2; i++) {
      assertThat(publish("--revoke", mistyped, "--quiet").succeeded().err())
          .contains("warning: --revoke: nothing has the package on-1.0-1.noarch");
    }
  }

  @Test
  void excludedPackageIsNotKept() throws IOException {
    publish().succeeded();
    publish("--exclude", "one").succeeded();
    assertThat(publisher.list().digests())
        .doesNotContainKey("/usr/bin/one")
        .containsKey("/usr/bin/two");
    assertThat(String.valueOf(publisher.list().provenance().get("packages")))
        .doesNotContain("removed");

    publish().succeeded();
    remove("one");
    publish().succeeded();
    assertThat(publisher.list().digests()).containsKey("/usr/bin/one");
    publish("--exclude", "one").succeeded();
    assertThat(publisher.list().digests()).doesNotContainKey("/usr/bin/one");
  }

  @Test
  void copyOfAnotherRepositorysListIsRefused() throws IOException {
    Path other = publisher.repository().resolveSibling("other");
    Files.createDirectory(other);
    Files.write(other.resolve("x.rpm"), RpmBytes.named("x").executable("/usr/bin/x", "x").build());
    BuiltRepository.createRepodata(other);
    Object[] publishOther = {
      "publish",
      other,
      "--allow-unsigned",
      "--key",
      publisher.key(),
      "--remove-stale-signature",
      "--keep-removed",
      "30d",
      "--previous",
      copy()
    };
    publish().succeeded();
    byte[] copied = Files.readAllBytes(copy());

    assertThat(Run.of(publishOther).ended(5).err())
        .contains("it may be of others")
        .contains("--allow-other-previous");
    assertThat(copy()).hasBinaryContent(copied);
    assertThat(Files.readString(other.resolve("repodata/repomd.xml")))
        .doesNotContain("ima-allowlist");
  }

  @Test
  void nameOfTheRepositoryIsKept() throws IOException {
    publish("--repository-name", "stable").succeeded();
    assertThat(publisher.list().provenance().get("repositories")).isEqualTo(List.of("stable"));

    assertThat(publish("--repository-name", "testing").ended(5).err()).contains("is of stable");
    assertThat(publish().ended(5).err()).contains("--repository-name");
    publish("--repository-name", "testing", "--allow-other-previous").succeeded();
    publish("--repository-name", "testing").succeeded();
    assertThat(publish("--repository-name", "").ended(2).err()).contains("1 to 255");
    assertThat(publisher.publish("--allow-other-previous").ended(2).err())
        .contains("goes with --keep-removed");
  }

  @Test
  void copyThatSomebodyElseMadeIsRefused() throws IOException {
    publish().succeeded();
    remove("one");
    byte[] list = Files.readAllBytes(copy());
    String changed =
        new String(list, StandardCharsets.UTF_8).replaceFirst("\"sig\":\"...", "\"sig\":\"AAA");
    Files.writeString(copy(), changed);
    Map<String, String> state = publisher.state();

    assertThat(publish().ended(5).err()).contains("last.json").contains("cannot be believed");
    assertThat(publisher.state()).isEqualTo(state);
  }

  @Test
  void firstRunSaysThatNothingIsKept() {
    assertThat(publish().succeeded().err()).contains("no former list");
    assertThat(publisher.publish("--previous", copy()).ended(2).err()).contains("--keep-removed");
  }

  @Test
  void newKeyTakesOverFromTheFormerOne() throws IOException {
    publish().succeeded();
    remove("one");
    Path former = work.resolve("former.pub");
    Files.move(Path.of(publisher.key() + ".pub"), former);
    Files.delete(publisher.key());
    Run.of("keygen", publisher.key()).succeeded();

    assertThat(publish().ended(5).err()).contains("--verify-key");
    publish("--verify-key", former).succeeded();
    assertThat(publisher.list().digests()).containsKey("/usr/bin/one");
    publish().succeeded();
  }

  /** Whoever can write to the repository would have his digests signed. */
  @Test
  void listThatNobodyVerifiesIsNoFormerList() throws IOException {
    String repository = publisher.repository().toString();
    String gpg = "gpg --homedir " + work.resolve("gpg") + " --batch --armor --detach-sign";
    Object[] byCommand = {
      "publish",
      repository,
      "--allow-unsigned",
      "--repomd-key",
      publisher.secretKey(),
      "--keep-removed",
      "30d",
      "--list-sign-command",
      gpg
    };
    Run.of(byCommand).succeeded();
    assertThat(Run.of(byCommand).ended(5).err()).contains("--list-sign-keyring");
    Object[] verified = Arrays.copyOf(byCommand, byCommand.length + 2);
    verified[byCommand.length] = "--list-sign-keyring";
    verified[byCommand.length + 1] = publisher.publicKey();
    Run.of(verified).succeeded();

    Run unsigned =
        Run.of(
            "publish",
            repository,
            "--allow-unsigned",
            "--unsigned",
            "--keep-removed",
            "30d",
            "--repomd-key",
            publisher.secretKey());
    assertThat(unsigned.ended(5).err()).contains("nobody has signed");
  }

  @Test
  void copyReplacesNothingElse() throws IOException {
    for (Path file : List.of(publisher.key(), Path.of(publisher.key() + ".pub"))) {
      byte[] before = Files.readAllBytes(file);
      publisher.publish("--keep-removed", "30d", "--previous", file).ended(4);
      assertThat(file).hasBinaryContent(before);
    }
  }
}
