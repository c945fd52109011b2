package io.github.imaallowlist.rpm.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.rpm.repository.PackageSelection.Selected;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PackageSelectionTest {
  private static final PackageId BASH = id("bash", "5.2", "x86_64");
  private static final PackageId OLD_BASH = id("bash", "5.1", "x86_64");
  private static final PackageId BASH_ARM = id("bash", "5.2", "aarch64");
  private static final PackageId BASH_DOC = id("bash-doc", "5.2", "noarch");
  private static final PackageId BASH_SOURCE = id("bash", "5.2", "src");

  @Test
  void everythingLeavesSourcesOut() {
    assertThat(PackageSelection.everything().accepts(BASH)).isTrue();
    assertThat(PackageSelection.everything().accepts(id("a", "1", "nosrc"))).isFalse();
    assertThat(PackageSelection.everything().reasonAgainst(BASH_SOURCE)).contains(Reason.SOURCE);
  }

  @Test
  void noarchGoesWithEveryArchitecture() {
    PackageSelection selection =
        new PackageSelection(Set.of("x86_64"), List.of(), List.of(), false, false);
    assertThat(selection.accepts(BASH)).isTrue();
    assertThat(selection.accepts(BASH_DOC)).isTrue();
    assertThat(selection.reasonAgainst(BASH_ARM)).contains(Reason.ARCHITECTURE);
  }

  @Test
  void architectureSaysNothingAboutSourcesThatAreAskedFor() {
    PackageSelection selection =
        new PackageSelection(Set.of("x86_64"), List.of(), List.of(), false, true);
    assertThat(selection.accepts(BASH_SOURCE)).isTrue();
  }

  @Test
  void excludeWinsOverInclude() {
    PackageSelection selection =
        new PackageSelection(
            Set.of(), List.of(NameGlob.of("bash*")), List.of(NameGlob.of("*-doc")), false, false);
    assertThat(selection.accepts(BASH)).isTrue();
    assertThat(selection.reasonAgainst(BASH_DOC)).contains(Reason.NAME);
    assertThat(selection.reasonAgainst(id("zsh", "1", "noarch"))).contains(Reason.NAME);
  }

  @Test
  void whatIsLeftOutIsCountedByReason() {
    PackageSelection selection =
        new PackageSelection(
            Set.of("x86_64"), List.of(), List.of(NameGlob.of("*-doc")), true, false);
    Selected<PackageId> selected =
        selection.select(
            List.of(BASH_SOURCE, OLD_BASH, BASH, BASH_ARM, BASH_DOC), Function.identity());
    assertThat(selected.kept()).containsExactly(BASH);
    assertThat(selected.leftOut())
        .containsEntry(Reason.SOURCE, 1)
        .containsEntry(Reason.ARCHITECTURE, 1)
        .containsEntry(Reason.NAME, 1)
        .containsEntry(Reason.OLDER, 1);
  }

  @Test
  void withoutNewestAllVersionsAreKept() {
    Selected<PackageId> selected =
        PackageSelection.everything().select(List.of(OLD_BASH, BASH), Function.identity());
    assertThat(selected.kept()).containsExactly(OLD_BASH, BASH);
    assertThat(selected.leftOut()).isEmpty();
  }

  private static PackageId id(String name, String version, String arch) {
    return new PackageId(name, OptionalInt.empty(), version, "1", arch);
  }
}
