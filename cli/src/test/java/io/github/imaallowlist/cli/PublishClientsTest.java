package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the programs that make and use repositories say, before and after {@code publish}. */
@RequiresTool({"createrepo_c", "gpg", "gpgv", "zstd"})
final class PublishClientsTest {
  @TempDir private Path work;
  private Publisher publisher = Publisher.at(Path.of(""), Path.of(""));

  @BeforeEach
  void makeRepository() throws IOException {
    publisher = Publisher.create(work, work.resolve("repository"));
    publisher.signRepomd();
  }

  @Test
  @RequiresTool("dnf")
  void dnfTakesTheRepositoryBeforeAndAfter() throws IOException {
    publisher.dnf("makecache").succeeded();
    List<String> packages = publisher.dnf("repoquery", "--location").succeeded().lines();
    assertThat(packages).hasSize(2);

    publisher.publish().succeeded();
    publisher.dnf("makecache").succeeded();
    assertThat(publisher.dnf("repoquery", "--location").succeeded().lines()).isEqualTo(packages);
    publisher.publish("--hash", "sha512", "--keep", "0").succeeded();
    publisher.dnf("makecache").succeeded();
    assertThat(publisher.dnf("repoquery", "--location").succeeded().lines()).isEqualTo(packages);
  }

  /** The client itself fetches the list, as far as it can: it knows the record. */
  @Test
  @RequiresTool("dnf")
  void dnfFetchesTheListWhenAsked() throws IOException {
    publisher.publish().succeeded();
    Path script = work.resolve("fetch.py");
    Files.writeString(
        script,
        """
        import librepo, sys
        h = librepo.Handle()
        r = librepo.Result()
        h.setopt(librepo.LRO_REPOTYPE, librepo.LR_YUMREPO)
        h.setopt(librepo.LRO_URLS, ["file://" + sys.argv[1]])
        h.setopt(librepo.LRO_DESTDIR, sys.argv[2])
        h.setopt(librepo.LRO_YUMDLIST, ["ima-allowlist"])
        h.setopt(librepo.LRO_CHECKSUM, True)
        h.perform(r)
        print(r.yum_repo["ima-allowlist"])
        """);
    Path destination = Files.createDirectory(work.resolve("fetched"));
    Tools.Outcome outcome =
        Tools.run("/usr/bin/python3", script, publisher.repository(), destination);
    Requirements.require(
        !outcome.errorText().contains("No module named 'librepo'"), "install python3-librepo");
    Path fetched = Path.of(outcome.succeeded().text().strip());
    assertThat(Tools.run("zstd", "-dc", fetched).succeeded().output())
        .isEqualTo(publisher.recorded("ima-allowlist"));
  }

  @Test
  @RequiresTool("zypper")
  void zypperTakesTheRepositoryBeforeAndAfter() throws IOException {
    publisher.zypper("refresh", "--force").succeeded();
    publisher.publish().succeeded();
    publisher.zypper("refresh").succeeded();
    publisher.zypper("refresh", "--force").succeeded();
    assertThat(publisher.zypper("search", "--repo", "tested").succeeded().text()).contains("one");
    publisher.publish("--hash", "sha512").succeeded();
    publisher.zypper("refresh", "--force").succeeded();
  }

  @Test
  void gpgvTakesTheSignatureBeforeAndAfter() throws IOException {
    assertThat(publisher.isSigned()).isTrue();
    publisher.publish().succeeded();
    assertThat(publisher.isSigned()).isTrue();
  }

  /**
   * createrepo_c makes repomd.xml anew, and before 0.18 without records that it does not know; the
   * signature stays, and is stale. Publishing mends both.
   */
  @Test
  @RequiresTool("dnf")
  void publishMendsWhatCreaterepoLeaves() throws IOException {
    publisher.publish().succeeded();
    publisher.dnf("makecache").succeeded();
    for (String name : List.of("three", "four")) {
      Repositories.write(publisher.repository(), name + ".rpm", Repositories.simple(name));
      publisher.createrepo("--update");
      assertThat(publisher.isSigned()).isFalse();
      assertThat(publisher.dnf("makecache").exitCode()).isNotZero();

      publisher.publish().succeeded();

      publisher.dnf("makecache").succeeded();
      assertThat(publisher.dnf("repoquery").succeeded().text()).contains(name);
      assertThat(publisher.list().digests()).containsKeys("/usr/bin/one", "/usr/bin/" + name);
      publisher.check().succeeded();
    }
    // Nothing new, but repomd.xml is made anew all the same.
    publisher.createrepo("--update");
    publisher.publish().succeeded();
    publisher.dnf("makecache").succeeded();
    Map<String, String> state = publisher.state();
    publisher.publish().succeeded();
    assertThat(publisher.state()).isEqualTo(state);
  }

  @Test
  @RequiresTool({"dnf", "modifyrepo_c"})
  void modifyrepoAndPublishLeaveEachOthersRecords() throws IOException {
    publisher.publish().succeeded();
    byte[] list = publisher.recorded("ima-allowlist");
    Path other = Files.writeString(work.resolve("other.txt"), "other\n".repeat(100));
    Path repodata = publisher.repodata("");
    Tools.run("modifyrepo_c", "--mdtype=other-data", other, repodata).succeeded();
    assertThat(publisher.recorded("ima-allowlist")).isEqualTo(list);

    publisher.publish().succeeded();

    publisher.dnf("makecache").succeeded();
    assertThat(Files.readString(publisher.repodata("repomd.xml"))).contains("\"other-data\"");
    Tools.run("modifyrepo_c", "--remove", "ima-allowlist", repodata).succeeded();
    assertThat(Files.readString(publisher.repodata("repomd.xml"))).doesNotContain("ima-allowlist");
    publisher.publish().succeeded();
    publisher.dnf("makecache").succeeded();
    publisher.check().succeeded();
  }
}
