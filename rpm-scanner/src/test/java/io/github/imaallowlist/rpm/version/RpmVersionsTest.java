package io.github.imaallowlist.rpm.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.PackageId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RpmVersionsTest {
  /** The pairs that RPM's own tests have ({@code tests/rpmvercmp.at}), its oddities included. */
  static Stream<String> rpmCases() throws IOException {
    try (InputStream in = RpmVersionsTest.class.getResourceAsStream("/rpm-versions/cases.txt")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("rpmCases")
  void ordersAsRpmsOwnTestsSay(String line) {
    String[] fields = line.split(" ", -1);
    assertThat(Integer.signum(RpmVersions.compare(fields[0], fields[1])))
        .isEqualTo(Integer.parseInt(fields[2]));
  }

  @Test
  @RequiresTool("rpm")
  void ordersRandomVersionsAsRpmDoes(@TempDir Path folder) throws Exception {
    Random random = new Random(20_261_122);
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      pairs.add(randomVersion(random) + " " + randomVersion(random));
    }
    Path file = Files.write(folder.resolve("pairs"), pairs, UTF_8);
    String script =
        "%{lua: for line in io.lines('"
            + file
            + "') do local a, b = line:match('(%S+) (%S+)'); print(rpm.vercmp(a, b) .. ';') end}";
    String[] answers = Tools.run("rpm", "--eval", script).succeeded().text().strip().split(";", -1);

    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      String[] pair = pairs.get(i).split(" ", -1);
      expected.add(pairs.get(i) + " " + answers[i].strip());
      actual.add(pairs.get(i) + " " + Integer.signum(RpmVersions.compare(pair[0], pair[1])));
    }
    assertThat(actual).isEqualTo(expected);
  }

  /** Without a hyphen, at which {@code rpm.vercmp} would take the release off. */
  private static String randomVersion(Random random) {
    String alphabet = "0012aabZ.._+~^é";
    StringBuilder version = new StringBuilder();
    int length = 1 + random.nextInt(7);
    for (int i = 0; i < length; i++) {
      version.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return version.toString();
  }

  @Test
  void numbersLongerThanAnyIntegerTypeCompareAsNumbers() {
    assertThat(RpmVersions.compare("1" + "0".repeat(40), "9".repeat(40))).isPositive();
    assertThat(RpmVersions.compare("0".repeat(40) + "1", "1")).isZero();
  }

  @Test
  void epochCountsBeforeVersionAndVersionBeforeRelease() {
    assertThat(
            Stream.of(id(1, "1.0", "1"), id(0, "2.0", "1"), id(0, "1.0", "2"), id(0, "1.0", "1"))
                .sorted(RpmVersions.BY_VERSION))
        .containsExactly(
            id(0, "1.0", "1"), id(0, "1.0", "2"), id(0, "2.0", "1"), id(1, "1.0", "1"));
  }

  @Test
  void absentEpochIsZero() {
    PackageId absent = new PackageId("a", OptionalInt.empty(), "1", "1", "noarch");
    assertThat(RpmVersions.BY_VERSION.compare(absent, id(0, "1", "1"))).isZero();
    assertThat(RpmVersions.isSameNevra(absent, id(0, "1", "1"))).isFalse();
    assertThat(
            RpmVersions.isSameNevra(
                absent, new PackageId("a", OptionalInt.of(0), "1", "1", "noarch")))
        .isTrue();
  }

  @Test
  void versionsThatCompareEqualAreNotTheSameNevra() {
    assertThat(RpmVersions.BY_VERSION.compare(id(0, "1.0", "1"), id(0, "1_00", "1"))).isZero();
    assertThat(RpmVersions.isSameNevra(id(0, "1.0", "1"), id(0, "1_00", "1"))).isFalse();
  }

  @Test
  void absentReleaseIsOlderThanAny() {
    assertThat(RpmVersions.BY_VERSION.compare(id(0, "1", ""), id(0, "1", "~1"))).isNegative();
    assertThat(RpmVersions.BY_VERSION.compare(id(0, "1", "~1"), id(0, "1", ""))).isPositive();
    assertThat(RpmVersions.BY_VERSION.compare(id(0, "1", ""), id(0, "1", ""))).isZero();
  }

  private static PackageId id(int epoch, String version, String release) {
    return new PackageId("p", OptionalInt.of(epoch), version, release, "x86_64");
  }
}
