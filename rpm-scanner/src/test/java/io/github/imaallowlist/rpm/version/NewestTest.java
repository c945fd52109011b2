package io.github.imaallowlist.rpm.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.model.PackageId;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NewestTest {
  @Test
  void keepsTheNewestOfEachNameAndArchitectureInOrder() {
    PackageId old = id("kernel", 0, "6.1", "x86_64");
    PackageId rc = id("kernel", 0, "6.2~rc1", "x86_64");
    PackageId fresh = id("kernel", 0, "6.2", "x86_64");
    PackageId otherArch = id("kernel", 0, "6.0", "aarch64");
    PackageId otherName = id("bash", 0, "5.2", "x86_64");
    assertThat(Newest.of(List.of(otherName, old, fresh, rc, otherArch), Function.identity()))
        .containsExactly(otherName, fresh, otherArch);
  }

  @Test
  void higherEpochWinsOverHigherVersion() {
    PackageId reset = id("a", 1, "1.0", "noarch");
    assertThat(Newest.of(List.of(id("a", 0, "9.0", "noarch"), reset), Function.identity()))
        .containsExactly(reset);
  }

  @Test
  void equalVersionsAreAllKept() {
    PackageId one = id("a", 0, "1.0", "noarch");
    PackageId other = id("a", 0, "1_0", "noarch");
    assertThat(Newest.of(List.of(one, other, one), Function.identity()))
        .containsExactly(one, other, one);
  }

  private static PackageId id(String name, int epoch, String version, String arch) {
    OptionalInt given = epoch == 0 ? OptionalInt.empty() : OptionalInt.of(epoch);
    return new PackageId(name, given, version, "1", arch);
  }
}
