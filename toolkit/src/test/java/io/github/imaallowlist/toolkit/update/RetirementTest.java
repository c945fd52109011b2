package io.github.imaallowlist.toolkit.update;

import static io.github.imaallowlist.toolkit.update.ListHistory.rpm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.repository.NameGlob;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Digests of packages that left, for hosts that have not updated yet. */
final class RetirementTest {
  @TempDir private Path work;
  private ListHistory history;

  @BeforeEach
  void start() throws Exception {
    history = new ListHistory(work);
    history.with("a.rpm", rpm("a", "1")).with("b.rpm", rpm("b", "1")).at(days(0));
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  @Test
  void removedPackageStaysToTheSecond() throws Exception {
    assertThat(history.owners())
        .containsExactly(
            "/usr/bin/a a-1-1.noarch",
            "/usr/bin/b b-1-1.noarch",
            "/usr/share/doc/a/COPYING a-1-1.noarch",
            "/usr/share/doc/b/COPYING b-1-1.noarch");

    GenerateResult missed = history.without("b.rpm").at(days(1));
    assertThat(history.owners())
        .contains("/usr/bin/a a-1-1.noarch", "/usr/bin/b b-1-1.noarch-1d")
        .hasSize(4);
    assertThat(missed.updates().removedNow()).isEqualTo(1);

    GenerateResult later = history.at(days(9));
    assertThat(history.owners()).as("its date stays").contains("/usr/bin/b b-1-1.noarch-1d");
    assertThat(later.updates().kept()).isEqualTo(1);
    assertThat(later.updates().removedNow()).isZero();

    history.at(days(31).minusSeconds(1));
    assertThat(history.owners()).contains("/usr/bin/b b-1-1.noarch-1d");

    GenerateResult over = history.at(days(31));
    assertThat(history.owners())
        .containsExactly("/usr/bin/a a-1-1.noarch", "/usr/share/doc/a/COPYING a-1-1.noarch");
    assertThat(over.updates().expired()).isEqualTo(1);
    assertThat(history.text()).doesNotContain("b-1-1");
  }

  @Test
  void whatDidNotChangeGivesTheSameBytesAtAnyTime() throws Exception {
    history.without("b.rpm").at(days(1));
    String first = history.text();

    history.at(days(2));
    assertThat(history.text()).isEqualTo(first);
  }

  @Test
  void packageThatComesBackIsThereAgain() throws Exception {
    String first = history.text();
    history.without("b.rpm").at(days(1));
    history.with("b.rpm", rpm("b", "1")).at(days(2));

    assertThat(history.text()).isEqualTo(first);
  }

  @Test
  void bothVersionsOfAnUpdateStand() throws Exception {
    history.with("b.rpm", rpm("b", "2")).at(days(1));

    assertThat(history.owners())
        .contains(
            "/usr/bin/b b-1-1.noarch-1d",
            "/usr/bin/b b-2-1.noarch",
            "/usr/share/doc/b/COPYING b-1-1.noarch-1d b-2-1.noarch");
    history.at(days(31));
    assertThat(history.owners())
        .contains("/usr/bin/b b-2-1.noarch", "/usr/share/doc/b/COPYING b-2-1.noarch")
        .hasSize(4);
  }

  @Test
  @RequiresTool("createrepo_c")
  void packageThatWasBuiltAgainIsAnotherOne() throws Exception {
    BuiltRepository.createRepodata(history.packages);
    history.at(days(1));
    history.with("b.rpm", rpm("b", "1").executable("/usr/bin/other", "built again"));
    BuiltRepository.createRepodata(history.packages);
    history.at(days(2));

    assertThat(history.owners())
        .contains("/usr/bin/b b-1-1.noarch b-1-1.noarch-2d", "/usr/bin/other b-1-1.noarch");
    assertThat(history.text()).contains("\"checksum\": \"sha256:");
  }

  @Test
  void linksAreNotFollowedAgain() throws Exception {
    RpmBytes old = RpmBytes.named("old").executable("/opt/x", "old");
    RpmBytes links = RpmBytes.named("links").symlink("/opt", "/usr/old");
    history.with("old.rpm", old).with("links.rpm", links).at(days(1));
    assertThat(history.owners()).contains("/usr/old/x old-1.0-1.noarch");

    history
        .without("old.rpm")
        .with("links.rpm", RpmBytes.named("links").version("2").symlink("/opt", "/usr/new"))
        .at(days(2));
    assertThat(history.owners())
        .contains("/opt/x old-1.0-1.noarch-2d", "/usr/old/x old-1.0-1.noarch-2d")
        .noneMatch(line -> line.startsWith("/usr/new"));
  }

  @Test
  void otherHashAlgorithmsLeaveWhatWasListed() throws Exception {
    history.hashedBy(HashAlgorithm.SHA512).without("b.rpm").at(days(1));

    assertThat(history.owners())
        .containsExactly(
            "/usr/bin/a a-1-1.noarch",
            "/usr/bin/b b-1-1.noarch-1d",
            "/usr/share/doc/a/COPYING a-1-1.noarch",
            "/usr/share/doc/b/COPYING b-1-1.noarch-1d");
    assertThat(history.text()).containsPattern("\"/usr/bin/b\": \\[\"[0-9a-f]{64}\"\\]");
    assertThat(history.text()).containsPattern("\"/usr/bin/a\": \\[\"[0-9a-f]{128}\"\\]");
  }

  @Test
  void listThatDoesNotSayItsPackagesIsKeptAsAWhole() throws Exception {
    Files.writeString(history.list, ListHistory.withoutOwners(history.text()));
    history.goingOnFromOthers(true).without("b.rpm").at(days(1));

    assertThat(history.owners())
        .containsExactly(
            "/usr/bin/a a-1-1.noarch",
            "/usr/bin/b ?-1d",
            "/usr/share/doc/a/COPYING a-1-1.noarch",
            "/usr/share/doc/b/COPYING ?-1d");
    String first = history.text();
    history.goingOnFromOthers(false).at(days(2));
    assertThat(history.text()).isEqualTo(first);
    history.at(days(31));
    assertThat(history.owners()).hasSize(2);
  }

  @Test
  void whatLeftABaseIsKeptToo() throws Exception {
    Path base = work.resolve("base");
    Path without = work.resolve("without");
    Files.writeString(base, history.text().replace("/usr/bin/b", "/usr/bin/of-the-base"));
    history.without("b.rpm").onBase(base).at(days(1));
    assertThat(history.owners()).contains("/usr/bin/of-the-base");

    Files.writeString(
        without,
        """
        {"meta": {"version": 1, "generator": 0}, "release": 0, "digests": {}, "excludes": [],
         "keyrings": {}, "ima": {"ignored_keyrings": [], "log_hash_alg": "sha1", "dm_policy": null},
         "ima-buf": {}, "verification-keys": ""}
        """);
    history.onBase(without).at(days(2));
    assertThat(history.owners())
        .contains("/usr/bin/of-the-base ?-2d", "/usr/bin/b b-1-1.noarch-1d");
  }

  @Test
  void aBaseGivesTheSameBytesAtAnyTime() throws Exception {
    Path base = work.resolve("base");
    Files.writeString(base, history.text().replace("/usr/bin/b", "/usr/bin/of-the-base"));
    history.onBase(base).at(days(1));
    String first = history.text();

    history.at(days(2));
    history.at(days(3));
    assertThat(history.text()).isEqualTo(first).doesNotContain("\"removed\"");
  }

  @Test
  void aRemovalThatIsStillToComeKeepsNothingLonger() throws Exception {
    history.without("b.rpm").at(days(100));
    assertThat(history.owners()).contains("/usr/bin/b b-1-1.noarch-100d");

    history.at(days(1));
    assertThat(history.owners()).contains("/usr/bin/b b-1-1.noarch-1d");
    history.at(days(31).minusSeconds(1));
    assertThat(history.owners()).contains("/usr/bin/b b-1-1.noarch-1d");
    history.at(days(31));
    assertThat(history.owners()).hasSize(2);
  }

  @Test
  void whatHasNoNameStaysNoLongerForAClockThatWasSetBack() throws Exception {
    Files.writeString(history.list, ListHistory.withoutOwners(history.text()));
    history.goingOnFromOthers(true).without("b.rpm").at(days(100));
    assertThat(history.owners()).contains("/usr/bin/b ?-100d");

    history.at(days(1));
    assertThat(history.owners()).contains("/usr/bin/b ?-1d");
    assertThat(history.text()).containsOnlyOnce("\"removed\"");
    history.at(days(31));
    assertThat(history.owners()).hasSize(2);
    assertThat(history.text()).doesNotContain("\"removed\"");
  }

  private static PackageSelection selection(
      Set<String> arches, List<String> exclude, boolean newest, boolean sources) {
    return new PackageSelection(
        arches, List.of(), exclude.stream().map(NameGlob::of).toList(), newest, sources);
  }

  @Test
  void excludedPackageIsNotKeptBeItThereOrGone() throws Exception {
    history.without("b.rpm").with("b2.rpm", rpm("b", "2")).at(days(1));
    assertThat(history.owners()).contains("/usr/bin/b b-1-1.noarch-1d", "/usr/bin/b b-2-1.noarch");

    history.selecting(selection(Set.of(), List.of("b"), false, false)).at(days(2));
    assertThat(history.owners())
        .containsExactly("/usr/bin/a a-1-1.noarch", "/usr/share/doc/a/COPYING a-1-1.noarch");
  }

  @Test
  void packageOfAnArchitectureThatIsNotAskedForIsNotKept() throws Exception {
    history.with("c.rpm", rpm("c", "1").arch("x86_64")).with("d.rpm", rpm("d", "1").arch("s390x"));
    history.at(days(1));
    assertThat(history.owners()).contains("/usr/bin/d d-1-1.s390x");

    history.without("b.rpm").without("d.rpm");
    history.selecting(selection(Set.of("x86_64"), List.of(), false, false)).at(days(2));
    assertThat(history.owners())
        .contains("/usr/bin/b b-1-1.noarch-2d", "/usr/bin/c c-1-1.x86_64")
        .noneMatch(line -> line.contains("s390x"));
  }

  @Test
  void olderVersionLeftWhenTheNewerOneCame() throws Exception {
    history.with("b2.rpm", rpm("b", "2"));
    history.selecting(selection(Set.of(), List.of(), true, false)).at(days(1));

    assertThat(history.owners()).contains("/usr/bin/b b-1-1.noarch-1d", "/usr/bin/b b-2-1.noarch");
    history.at(days(31));
    assertThat(history.owners()).noneMatch(line -> line.contains("b-1-1"));
  }

  @Test
  void whatAHostDoesNotHaveIsKeptOnlyIfItLeftTheRepository() throws Exception {
    history.with("c.rpm", rpm("c", "1")).at(days(1));

    history.without("c.rpm").onHostWith("a-1-1.noarch").at(days(2));
    assertThat(history.owners())
        .contains("/usr/bin/a a-1-1.noarch", "/usr/bin/c c-1-1.noarch-2d")
        .noneMatch(line -> line.contains("b-1-1"));
  }

  @Test
  @RequiresTool("createrepo_c")
  void packageWithAFindingDidNotLeave() throws Exception {
    history.with("c.rpm", rpm("c", "1"));
    BuiltRepository.createRepodata(history.packages);
    history.at(days(1));
    Path bad = history.packages.resolve("b.rpm");
    byte[] bytes = Files.readAllBytes(bad);
    bytes[bytes.length - 1] ^= 1;
    Files.write(bad, bytes);
    history.without("c.rpm");

    GenerateResult result = history.allowingIncomplete().at(days(2));
    assertThat(result.findings()).extracting(Finding::file).contains("b.rpm", "c.rpm");
    assertThat(history.owners())
        .containsExactly("/usr/bin/a a-1-1.noarch", "/usr/share/doc/a/COPYING a-1-1.noarch");
    assertThat(history.text()).doesNotContain("\"removed\"");
  }

  @Test
  void nothingIsKeptForNoTime() throws Exception {
    history.without("b.rpm").at(days(1), Duration.ZERO);

    assertThat(history.owners()).hasSize(2);
  }

  @Test
  void theOrderOfPackagesChangesNoByte() throws Exception {
    history.without("b.rpm").with("c.rpm", rpm("c", "1")).with("d.rpm", rpm("d", "1"));
    Files.copy(history.list, work.resolve("before"));
    history.at(days(1));
    String first = history.text();
    history.without("a.rpm").without("c.rpm").without("d.rpm");
    history.with("1.rpm", rpm("d", "1")).with("2.rpm", rpm("a", "1")).with("3.rpm", rpm("c", "1"));
    Files.delete(history.list);
    Files.move(work.resolve("before"), history.list);
    history.at(days(1));

    assertThat(history.text()).isEqualTo(first);
  }

  @Test
  void listThatNobodyVouchesForIsNotRead() {
    ListSource unsigned =
        new ListSource.InFile(history.list, Optional.empty(), Optional.empty(), false);

    assertThatThrownBy(() -> unsigned.open(work, Instant.now()))
        .hasMessageContaining("is not signed")
        .matches(e -> ((AllowlistException) e).exitCode() == ExitCode.NO_TRUST);
  }
}
