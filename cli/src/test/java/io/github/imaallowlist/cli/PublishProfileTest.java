package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish --profile}, on the SELinux policy of this machine. */
@RequiresTool({"createrepo_c", "gpg", "seinfo", "sesearch", "zstd"})
final class PublishProfileTest {
  @TempDir private static Path cache;

  @TempDir private Path work;
  private InstalledSelinux selinux = new InstalledSelinux(Path.of(""), Path.of(""));
  private Publisher publisher = Publisher.at(Path.of(""), Path.of(""));

  @BeforeEach
  void makeRepository() throws IOException {
    selinux = InstalledSelinux.require();
    publisher = Publisher.create(work, work.resolve("repository"));
  }

  private Run publish(String profile) {
    return publisher.publish("--selinux", selinux.folder(), "--cache", cache, "--profile", profile);
  }

  /** Each true to the other: the policy's digest is in the list, and the list is cut by it. */
  @Test
  void policyIsRecordedWithItsListAndGoesWithIt() throws IOException {
    publish("code").succeeded();
    Path policy = Files.write(work.resolve("ima-policy"), publisher.recorded("ima-policy"));
    Run.of("lint", "--errors-only", policy).succeeded();
    assertThat(publisher.list().digests()).containsKeys("/etc/ima/ima-policy", "/usr/bin/one");
    Map<String, String> state = publisher.state();

    publish("code").succeeded();
    assertThat(publisher.state()).isEqualTo(state);
    publisher
        .check("--selinux", selinux.folder(), "--cache", cache, "--profile", "code")
        .succeeded();
    assertThat(publisher.check().ended(1).err())
        .contains("an IMA policy is recorded that was not asked for");

    // The list is not cut to a policy any more: none is recorded with it.
    assertThat(publisher.publish().succeeded().err()).contains("ima-policy: it was not asked for");
    assertThat(publisher.names()).noneMatch(name -> name.equals("ima-policy.txt"));
    assertThat(publisher.list().digests()).doesNotContainKey("/etc/ima/ima-policy");
    assertThat(Files.readString(publisher.repodata("repomd.xml"))).doesNotContain("ima-policy");
  }
}
