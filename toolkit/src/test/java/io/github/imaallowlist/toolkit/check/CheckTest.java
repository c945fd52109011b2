package io.github.imaallowlist.toolkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.ima.LogMaker;
import io.github.imaallowlist.toolkit.ListSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckTest extends CheckCase {
  @Test
  void filesOfTheListAreAcceptedAndCountedByPackage() throws Exception {
    CheckResult result = check(clean());

    assertThat(result.count(Verdict.ACCEPTED)).isEqualTo(4);
    assertThat(result.count(Verdict.NOT_JUDGED)).as("boot_aggregate").isEqualTo(1);
    assertThat(result.accepted()).containsEntry(Basis.DIGEST, 3L).containsEntry(Basis.BUFFER, 1L);
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(deviations).isEmpty();
    assertThat(result.packages())
        .filteredOn(one -> one.removed().isPresent())
        .extracting(CheckResult.PackageCount::name)
        .containsExactly("b-1-1.x86_64");
    assertThat(result.notes()).anyMatch(note -> note.contains("nothing shows"));
  }

  @Test
  void eachKindOfDeviationIsToldApart() throws Exception {
    CheckResult result =
        check(
            clean()
                .file("/usr/bin/a", "changed")
                .file("/tmp/a", "a2")
                .file("/var/cache/x", "x")
                .violation("/var/log/x")
                .file("/etc/ld.so.cache", "x")
                .file("memfd:x", "x")
                .sha1File("/usr/bin/a", "a2")
                .file("/bin/a", "a2")
                .buffer("selinux-state", "other"));

    assertThat(deviations)
        .extracting(Deviation::verdict)
        .containsExactly(
            Verdict.WRONG_DIGEST,
            Verdict.UNKNOWN_PATH,
            Verdict.VIOLATION,
            Verdict.UNKNOWN_PATH,
            Verdict.UNKNOWN_PATH,
            Verdict.WRONG_DIGEST,
            Verdict.UNKNOWN_PATH,
            Verdict.WRONG_DIGEST);
    assertThat(deviations)
        .extracting(deviation -> deviation.clues().stream().map(Clue::kind).toList())
        .containsExactly(
            List.of(Clue.Kind.NONE),
            List.of(Clue.Kind.RENAMED),
            List.of(),
            List.of(Clue.Kind.GENERATED),
            List.of(Clue.Kind.NO_FILE),
            List.of(Clue.Kind.ALGORITHM),
            List.of(Clue.Kind.ALIAS),
            List.of(Clue.Kind.NONE));
    assertThat(deviations.get(0).packages()).containsExactly("a-2-1.x86_64");
    assertThat(deviations.get(0).number()).isEqualTo(6);
    assertThat(deviations)
        .filteredOn(one -> one.verdict() != Verdict.VIOLATION)
        .allMatch(one -> !one.remedy().isEmpty());
    assertThat(result.count(Verdict.EXCLUDED)).isEqualTo(1);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void digestThatNobodyKnowsIsSaidToBeUnknownWhateverTheName() throws Exception {
    check(clean().file("/usr/bin/a_b", "changed").file("/usr/lib/a_b/c", "x"));

    assertThat(clues()).containsExactly(Clue.Kind.NONE, Clue.Kind.UNDERSCORE);
    assertThat(deviations.get(1).clues()).hasSize(1);
  }

  @Test
  void oldAndRevokedVersionsAreNamed() throws Exception {
    Path older = list("older.json", "a1", PACKAGES.replace("a-2-1", "a-1-1"));
    CheckRequest plain =
        request(clean().file("/usr/bin/a", "a1").bytes(), PcrEvidence.NONE, Optional.empty());
    Check.run(withOlder(plain, older), deviations::add);

    assertThat(clues()).containsExactly(Clue.Kind.OLD_VERSION);
    assertThat(deviations.get(0).clues().get(0).text()).contains("a-1-1.x86_64");

    list =
        list(
            "list.json",
            "a2",
            "\"revoked\": [{\"package\": \"a-1-1.x86_64\", \"files\": 1}], " + PACKAGES);
    deviations.clear();
    Check.run(withOlder(plain, older), deviations::add);

    assertThat(clues()).containsExactly(Clue.Kind.REVOKED);

    deviations.clear();
    Check.run(plain, deviations::add);

    assertThat(clues()).as("without the older list").containsExactly(Clue.Kind.REVOKED);
    assertThat(deviations.get(0).clues().get(0).text()).contains("it may be");
  }

  private static CheckRequest withOlder(CheckRequest plain, Path older) {
    return new CheckRequest(
        plain.log(),
        plain.allowlist(),
        List.of(unsigned(older)),
        plain.policies(),
        plain.evidence(),
        plain.state(),
        plain.maxAge(),
        false,
        plain.standardInput(),
        plain.temporaryFolder());
  }

  @Test
  void listThatNobodyVouchesForIsRefused() throws IOException {
    CheckRequest request = request(clean().bytes(), PcrEvidence.NONE, Optional.empty());
    CheckRequest signed =
        new CheckRequest(
            request.log(),
            new ListSource.InFile(list, Optional.empty(), Optional.empty(), false),
            List.of(),
            Optional.empty(),
            PcrEvidence.NONE,
            Optional.empty(),
            Optional.empty(),
            false,
            request.standardInput(),
            folder);

    assertThatThrownBy(() -> Check.run(signed, deviations::add))
        .isInstanceOf(AllowlistException.class)
        .extracting(e -> ((AllowlistException) e).exitCode())
        .isEqualTo(ExitCode.NO_TRUST);
  }

  @Test
  void listOfAnotherArchitectureIsNoticed() throws IOException {
    StringBuilder digests = new StringBuilder();
    LogMaker log = new LogMaker();
    for (int i = 0; i < 5; i++) {
      digests.append("%s\"/usr/bin/%d\": [\"%s\"]".formatted(i == 0 ? "" : ",", i, hex("arm" + i)));
      log.file("/usr/bin/" + i, "x86" + i);
    }
    String text =
        Files.readString(list)
            .replaceFirst("\"digests\": \\{[^}]*}", "\"digests\": {" + digests + "}")
            .replace("x86_64", "aarch64")
            .replace("[0, 0, 1]", "[0, 0, 0, 0, 1]");
    Files.writeString(list, text);

    assertThatThrownBy(() -> check(log))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("aarch64");
  }

  @Test
  void standardInputIsRead() throws Exception {
    byte[] log = clean().bytes();
    CheckRequest plain = request(log, PcrEvidence.NONE, Optional.empty());
    CheckRequest piped =
        new CheckRequest(
            Path.of("-"),
            plain.allowlist(),
            List.of(),
            Optional.empty(),
            PcrEvidence.NONE,
            Optional.empty(),
            Optional.empty(),
            false,
            new ByteArrayInputStream(log),
            folder);

    assertThat(Check.run(piped, deviations::add).count(Verdict.ACCEPTED)).isEqualTo(4);
  }
}
