package io.github.imaallowlist.toolkit.update;

import static io.github.imaallowlist.toolkit.update.ListHistory.rpm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.update.UpdateSummary.Revoked;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages and digests that are known to be bad. */
final class RevocationTest {
  @TempDir private Path work;
  private ListHistory history;

  @BeforeEach
  void start() throws Exception {
    history = new ListHistory(work);
    history.with("a.rpm", rpm("a", "1")).with("b.rpm", rpm("b", "1"));
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private static String hash(String algorithm, String content) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance(algorithm).digest(content.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void revokedPackageIsLeftOutAndNamed() throws Exception {
    GenerateResult result = history.revoking("b-1-1.noarch  # CVE").at(days(0));

    assertThat(history.owners())
        .containsExactly("/usr/bin/a a-1-1.noarch", "/usr/share/doc/a/COPYING a-1-1.noarch");
    assertThat(result.exitCode().status()).isZero();
    assertThat(result.counts().orElseThrow().paths()).isEqualTo(2);
    assertThat(result.updates().revoked())
        .containsExactly(new Revoked("package", "b-1-1.noarch", 2, true));
    assertThat(history.text())
        .contains("{\"package\": \"b-1-1.noarch\", \"files\": 2}")
        .doesNotContain("/usr/bin/b");
  }

  @Test
  void removedPackageThatIsRevokedGoesAtOnce() throws Exception {
    history.at(days(0));
    history.without("b.rpm").at(days(1));
    assertThat(history.owners()).hasSize(4);

    GenerateResult result = history.revoking("0:b-1-1.noarch").at(days(2));
    assertThat(history.owners()).hasSize(2);
    assertThat(result.updates().revoked())
        .containsExactly(new Revoked("package", "b-1-1.noarch", 0, true));
    String first = history.text();

    GenerateResult again = history.at(days(3));
    assertThat(history.text()).isEqualTo(first);
    assertThat(again.updates().revoked().get(0).matchedNothing()).isTrue();
  }

  @Test
  void revokedWhileItIsInTheSourcesLeavesTheListBeforeToo() throws Exception {
    history.at(days(0));
    history.revoking("b-1-1.noarch").at(days(1));

    assertThat(history.owners()).hasSize(2);
  }

  @Test
  void whatAnotherPackageHasTooStaysAndIsNamed() throws Exception {
    history.with("c.rpm", rpm("c", "1").executable("/usr/bin/b", "b1"));
    GenerateResult result = history.revoking("b-1-1.noarch").at(days(0));

    assertThat(history.owners())
        .contains("/usr/bin/b c-1-1.noarch")
        .noneMatch(line -> line.contains("doc/b"));
    assertThat(result.updates().shared()).isEqualTo(1);
    assertThat(result.updates().sharedPaths()).hasToString("[/usr/bin/b]");
  }

  @Test
  void anotherVersionIsNotMeant() throws Exception {
    history.with("b2.rpm", rpm("b", "2")).revoking("b-1-1.noarch").at(days(0));

    assertThat(history.owners())
        .contains("/usr/bin/b b-2-1.noarch")
        .noneMatch(line -> line.contains("b-1-1"));
  }

  @Test
  void epochTellsPackagesApartWhereItIsNamed() throws Exception {
    history.with("e.rpm", RpmBytes.named("e").epoch(2).executable("/usr/bin/e", "e"));

    history.revoking("1:e-1.0-1.noarch", "e-0:1.0-1.noarch").at(days(0));
    assertThat(history.owners()).contains("/usr/bin/e e-2:1.0-1.noarch");
    history.revoking("e-2:1.0-1.noarch").at(days(0));
    assertThat(history.owners()).noneMatch(line -> line.startsWith("/usr/bin/e"));
    history.revoking("e-1.0-1.noarch").at(days(0));
    assertThat(history.owners()).noneMatch(line -> line.startsWith("/usr/bin/e"));
  }

  @Test
  void revokedDigestTakesTheContentOutInEveryAlgorithm() throws Exception {
    history.hashedBy(HashAlgorithm.SHA256, HashAlgorithm.SHA512).at(days(0));
    assertThat(history.owners()).hasSize(8);
    history.without("b.rpm").at(days(1));

    GenerateResult result =
        history
            .revoking("sha256:" + hash("SHA-256", "the licence"), hash("SHA-512", "b1"))
            .at(days(2));
    assertThat(history.owners())
        .containsExactly("/usr/bin/a a-1-1.noarch", "/usr/bin/a a-1-1.noarch");
    assertThat(result.updates().revoked())
        .containsExactly(
            new Revoked("digest", hash("SHA-512", "b1"), 0, true),
            new Revoked("digest", hash("SHA-256", "the licence"), 1, true));
  }

  @Test
  void revokedDigestLeavesABaseToo() throws Exception {
    Path base = work.resolve("base");
    history.at(days(0));
    Files.move(history.list, base);
    history.without("b.rpm").onBase(base).revoking(hash("SHA-256", "b1")).at(days(1));

    assertThat(history.owners())
        .containsExactly(
            "/usr/bin/a a-1-1.noarch",
            "/usr/share/doc/a/COPYING a-1-1.noarch",
            "/usr/share/doc/b/COPYING");
  }

  @Test
  void revokedDigestTakesTheContentOutOfABaseInEveryAlgorithm() throws Exception {
    Path base = work.resolve("base");
    history.hashedBy(HashAlgorithm.SHA256, HashAlgorithm.SHA512).at(days(0));
    Files.move(history.list, base);
    history.without("b.rpm").onBase(base).revoking(hash("SHA-256", "b1")).at(days(1));

    assertThat(history.text())
        .contains("/usr/share/doc/b/COPYING", hash("SHA-512", "a1"))
        .doesNotContain("/usr/bin/b", hash("SHA-512", "b1"));
  }

  @Test
  void anotherPackagesFileStaysInABaseWhereOneIsRevoked() throws Exception {
    Path base = work.resolve("base");
    history.with("b2.rpm", rpm("b", "2"));
    history.hashedBy(HashAlgorithm.SHA256, HashAlgorithm.SHA512).at(days(0));
    Files.move(history.list, base);
    history.without("b.rpm").without("b2.rpm").onBase(base);
    history.revoking(hash("SHA-256", "b1")).at(days(1));

    assertThat(history.text())
        .contains(hash("SHA-256", "b2"), hash("SHA-512", "b2"))
        .doesNotContain(hash("SHA-512", "b1"));
  }

  @Test
  void revokedDigestTakesThoseOfOtherLengthsWithItWhereNoPackageIsKnown() throws Exception {
    Path base = work.resolve("base");
    history.with("b2.rpm", rpm("b", "2"));
    history.hashedBy(HashAlgorithm.SHA256, HashAlgorithm.SHA512).at(days(0));
    Files.writeString(base, ListHistory.withoutOwners(history.text()));
    Files.delete(history.list);
    history.without("b.rpm").without("b2.rpm").onBase(base);
    history.revoking(hash("SHA-256", "b1")).at(days(1));

    assertThat(history.text())
        .contains(hash("SHA-256", "b2"), hash("SHA-512", "a1"))
        .doesNotContain(hash("SHA-512", "b1"), hash("SHA-512", "b2"));
  }

  @Test
  void listBeforeThatDoesNotSayItsPackagesKeepsNoOtherDigestOfARevokedFile() throws Exception {
    history.with("b2.rpm", rpm("b", "2"));
    history.hashedBy(HashAlgorithm.SHA256, HashAlgorithm.SHA512).at(days(0));
    Files.writeString(history.list, ListHistory.withoutOwners(history.text()));
    history.goingOnFromOthers(true);
    history.without("b.rpm").without("b2.rpm").at(days(1));
    assertThat(history.text()).contains(hash("SHA-512", "b1"), hash("SHA-512", "b2"));

    history.revoking(hash("SHA-256", "b1")).at(days(2));
    assertThat(history.text())
        .contains(hash("SHA-256", "b2"))
        .doesNotContain(hash("SHA-512", "b1"), hash("SHA-512", "b2"));
  }

  /** It has the same files, by SHA-256, and does not say which packages they are from. */
  private void goOnFromABase() throws Exception {
    Path base = work.resolve("base");
    history.at(days(0));
    Files.writeString(base, ListHistory.withoutOwners(history.text()));
    Files.delete(history.list);
    history.onBase(base);
  }

  @Test
  void revokedDigestWithoutAPackageTakesAPackagesOtherDigestWithIt() throws Exception {
    goOnFromABase();
    history.hashedBy(HashAlgorithm.SHA512).at(days(1));
    history.without("b.rpm").at(days(2));
    assertThat(history.owners()).contains("/usr/bin/b", "/usr/bin/b b-1-1.noarch-2d");

    history.revoking(hash("SHA-256", "b1")).at(days(3));
    assertThat(history.text()).contains(hash("SHA-512", "a1")).doesNotContain("\"/usr/bin/b\"");
  }

  @Test
  void revokedDigestWithoutAPackageLeavesOneThatIsOfAnotherContent() throws Exception {
    goOnFromABase();
    history.without("b.rpm").with("b2.rpm", rpm("b", "2"));
    history.hashedBy(HashAlgorithm.SHA256, HashAlgorithm.SHA512).at(days(1));
    history.without("b2.rpm").revoking(hash("SHA-256", "b1")).at(days(2));

    assertThat(history.owners())
        .filteredOn(line -> line.startsWith("/usr/bin/b"))
        .containsExactly("/usr/bin/b b-2-1.noarch-2d", "/usr/bin/b b-2-1.noarch-2d");
  }

  @Test
  void revokedPackageLeavesABaseThatSaysItsPackages() throws Exception {
    Path base = work.resolve("base");
    history.at(days(0));
    Files.move(history.list, base);
    GenerateResult result =
        history.without("b.rpm").onBase(base).revoking("b-1-1.noarch").at(days(1));

    assertThat(history.owners())
        .containsExactly("/usr/bin/a a-1-1.noarch", "/usr/share/doc/a/COPYING a-1-1.noarch");
    assertThat(result.updates().revoked().get(0).matchedNothing()).isFalse();
  }

  @Test
  void aListThatDoesNotSayItsPackagesSavesNoRevokedOne() throws Exception {
    history.at(days(0));
    Files.writeString(history.list, ListHistory.withoutOwners(history.text()));
    history.goingOnFromOthers(true);
    history.revoking("b-1-1.noarch").at(days(1));

    assertThat(history.owners()).hasSize(2);
  }

  @Test
  void allThatIsThereMayNotBeRevoked() throws Exception {
    history.revoking("a-1-1.noarch", "b-1-1.noarch");

    assertThatThrownBy(() -> history.at(days(0))).hasMessageContaining("no package is left");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bash",
        "bash-5.2",
        "abc",
        "sha256:abcd",
        "sha255:0000000000000000000000000000000000000000000000000000000000000000",
        "00000000000000000000000000000000",
        "sha256:00000000000000000000000000000000000000000",
        "*.noarch",
        "a-1-1.noarch b-1-1.noarch",
        "/usr/bin/bash"
      })
  void lineThatNamesNothingIsAnError(String line) {
    byte[] file = ("# bad\n\na-1-1.noarch\n" + line + "\n").getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Revocation.read("bad", new ByteArrayInputStream(file)))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("line 4: neither a digest nor a package");
  }
}
