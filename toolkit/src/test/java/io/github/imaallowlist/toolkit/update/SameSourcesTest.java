package io.github.imaallowlist.toolkit.update;

import static io.github.imaallowlist.toolkit.update.ListHistory.rpm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of several repositories that one key signs do not mix. */
final class SameSourcesTest {
  private static final String OBS = "obsrepository://build.example.org/";

  @TempDir private Path work;
  private ListHistory history;
  private ListHistory other;

  @BeforeEach
  void start() throws Exception {
    history = new ListHistory(Files.createDirectory(work.resolve("one")));
    history.with("a.rpm", rpm("a", "1")).with("b.rpm", rpm("b", "1"));
    other = new ListHistory(Files.createDirectory(work.resolve("other")));
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  /** As a shared --previous does, or who plants a list. */
  private void mix() throws Exception {
    Files.copy(history.list, other.list);
  }

  private AbstractThrowableAssert<?, ?> refused() throws Exception {
    String list = other.text();
    AbstractThrowableAssert<?, ?> refused =
        assertThatThrownBy(() -> other.at(days(1)))
            .matches(e -> ((AllowlistException) e).exitCode() == ExitCode.NO_TRUST)
            .matches(e -> ((AllowlistException) e).remedy().contains("--allow-other-previous"));
    assertThat(other.text()).isEqualTo(list);
    return refused;
  }

  @Test
  void listOfARepositoryWithOtherPackagesIsRefused() throws Exception {
    history.at(days(0));
    mix();
    other.with("c.rpm", rpm("c", "1"));

    refused().hasMessageContaining("has no package that these sources have");
    other.goingOnFromOthers(true).at(days(1));
    assertThat(other.owners()).contains("/usr/bin/a a-1-1.noarch-1d", "/usr/bin/c c-1-1.noarch");
    other.goingOnFromOthers(false).at(days(2));
  }

  @Test
  void samePackagesOfAnotherArchitectureAreOthers() throws Exception {
    history.without("a.rpm").with("b.rpm", rpm("b", "1").arch("x86_64")).at(days(0));
    mix();
    other.with("b.rpm", rpm("b", "1").arch("aarch64"));

    refused();
  }

  @Test
  void listThatNamesNoPackageIsRefused() throws Exception {
    history.at(days(0));
    Files.writeString(history.list, ListHistory.withoutOwners(history.text()));
    mix();
    other.with("a.rpm", rpm("a", "1"));

    refused();
  }

  @Test
  void newVersionsOfAllPackagesAreOfTheSameRepository() throws Exception {
    history.at(days(0));
    history.with("a.rpm", rpm("a", "2")).without("b.rpm").at(days(1));

    assertThat(history.owners()).contains("/usr/bin/a a-1-1.noarch-1d", "/usr/bin/a a-2-1.noarch");
  }

  @Test
  void nameTellsRepositoriesOfTheSamePackagesApart() throws Exception {
    history.named(Optional.of("stable")).at(days(0));
    assertThat(history.text()).contains("\"repositories\": [\"stable\"]");
    mix();
    other.with("a.rpm", rpm("a", "1")).named(Optional.of("testing"));

    refused().hasMessageContaining("is of stable, and this run's list of testing");
    other.named(Optional.empty());
    refused().hasMessageContaining("stable");
    other.named(Optional.of("stable")).at(days(1));
  }

  @Test
  void newNameIsTakenOnceItIsAllowed() throws Exception {
    history.at(days(0));
    mix();
    other.with("a.rpm", rpm("a", "1")).named(Optional.of("stable"));

    refused().hasMessageContaining("a repository without a name");
    other.goingOnFromOthers(true).at(days(1));
    assertThat(other.owners()).contains("/usr/bin/b b-1-1.noarch-1d");
    other.goingOnFromOthers(false).at(days(2));
  }

  @Test
  void namedRepositoryMayHaveNoPackageOfBefore() throws Exception {
    history.named(Optional.of("stable")).at(days(0));
    history.without("a.rpm").without("b.rpm").with("c.rpm", rpm("c", "1")).at(days(1));

    assertThat(history.owners()).contains("/usr/bin/a a-1-1.noarch-1d", "/usr/bin/c c-1-1.noarch");
  }

  @Test
  @RequiresTool("createrepo_c")
  void openBuildServiceNamesItsRepositories() throws Exception {
    BuiltRepository.createRepodata(
        history.packages, "--repo", "obsproduct://x/1", "--repo", OBS + "home:me/stable");
    history.at(days(0));
    assertThat(history.text()).contains("[\"" + OBS + "home:me/stable\"]");
    BuiltRepository.createRepodata(
        history.packages, "--repo", "obsproduct://x/2", "--repo", OBS + "home:me/stable");
    history.at(days(1));

    mix();
    other.with("a.rpm", rpm("a", "1"));
    BuiltRepository.createRepodata(other.packages, "--repo", OBS + "home:me/testing");
    refused().hasMessageContaining("home:me/testing");
  }
}
