package io.github.imaallowlist.toolkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.ima.LogMaker;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.check.CheckRequest.StateFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  private static final String PACKAGES =
      """
      "packages": [{"package": "a-2-1.x86_64"},
        {"package": "b-1-1.x86_64", "removed": "2026-01-01T00:00:00Z"}],
      "owners": [0, 0, 1]\
      """;

  @TempDir private Path folder;
  private Path list = Path.of("");
  private final List<Deviation> deviations = new ArrayList<>();

  @BeforeEach
  void writeList() throws IOException {
    list = list("list.json", "a2", PACKAGES);
  }

  private Path list(String name, String contentOfA, String provenance) throws IOException {
    String text =
        """
        {"meta": {"version": 1, "generator": 0}, "release": 0,
        "digests": {"/usr/bin/a": ["%s"], "/usr/bin/a_b": ["%s"], "/usr/bin/b": ["%s"]},
        "excludes": ["/var/cache/.*"], "keyrings": {},
        "ima": {"ignored_keyrings": [], "log_hash_alg": "sha1", "dm_policy": null},
        "ima-buf": {"selinux-state": ["%s"]}, "verification-keys": "",
        "provenance": {%s}}
        """
            .formatted(hex(contentOfA), hex("ab"), hex("b"), hex("state"), provenance);
    return Files.writeString(folder.resolve(name), text);
  }

  private static String hex(String content) {
    return Digest.SHA256.hex(content.getBytes(StandardCharsets.UTF_8));
  }

  private static LogMaker clean() {
    return new LogMaker()
        .file("/usr/bin/a", "a2")
        .file("/usr/bin/a b", "ab")
        .file("/usr/bin/b", "b")
        .buffer("selinux-state", "state");
  }

  private CheckRequest request(byte[] log, PcrEvidence evidence, Optional<StateFile> state)
      throws IOException {
    return new CheckRequest(
        Files.write(folder.resolve("log"), log),
        unsigned(list),
        List.of(),
        Optional.empty(),
        evidence,
        state,
        Optional.empty(),
        false,
        new ByteArrayInputStream(log),
        folder);
  }

  private static ListSource unsigned(Path file) {
    return new ListSource.InFile(file, Optional.empty(), Optional.empty(), true);
  }

  private CheckResult check(LogMaker log) throws IOException, AllowlistException {
    return check(log, PcrEvidence.NONE, Optional.empty());
  }

  private CheckResult check(LogMaker log, PcrEvidence evidence, Optional<StateFile> state)
      throws IOException, AllowlistException {
    deviations.clear();
    return Check.run(request(log.bytes(), evidence, state), deviations::add);
  }

  private static PcrEvidence pcr(byte[] value) {
    SortedMap<Integer, byte[]> pcrs = new TreeMap<>();
    pcrs.put(10, value);
    SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> banks = new TreeMap<>();
    banks.put(HashAlgorithm.SHA256, pcrs);
    return new PcrEvidence(banks, Optional.empty());
  }

  private List<Clue.Kind> clues() {
    return deviations.get(0).clues().stream().map(Clue::kind).toList();
  }

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
  void logThatFitsItsPcrIsProved() throws Exception {
    LogMaker log = clean().violation("/var/log/x");

    CheckResult result = check(log, pcr(log.pcr()), Optional.empty());

    assertThat(result.proof()).isNotEmpty();
    assertThat(result.span().behindProof()).isZero();
  }

  @Test
  void kernelThatKnowsSha1AloneIsUnderstood() throws Exception {
    LogMaker log = clean().violation("/var/log/x");

    CheckResult result = check(log, pcr(log.paddedPcr()), Optional.empty());

    assertThat(result.notes()).anyMatch(note -> note.contains("5.8"));
  }

  @Test
  void logThatDoesNotFitItsPcrIsRefused() {
    LogMaker whole = clean().file("/tmp/evil", "x");

    for (LogMaker other : List.of(clean(), clean().file("/tmp/other", "x"))) {
      assertThatThrownBy(() -> check(other, pcr(whole.pcr()), Optional.empty()))
          .isInstanceOf(AllowlistException.class)
          .hasMessageContaining("missing, added or changed")
          .extracting(e -> ((AllowlistException) e).exitCode())
          .isEqualTo(ExitCode.NO_TRUST);
      assertThat(deviations).isEmpty();
    }
  }

  @Test
  void whatIsBehindTheProofIsNotJudgedAndDoesNotPass() throws Exception {
    LogMaker log = clean();
    byte[] before = log.pcr();

    CheckResult result = check(log.file("/tmp/evil", "x"), pcr(before), Optional.empty());

    assertThat(result.span().behindProof()).isEqualTo(1);
    assertThat(deviations).isEmpty();
    assertThat(result.exitCode()).as("there is no nonce").isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void valueOfZerosProvesNothing() {
    assertThatThrownBy(() -> check(clean(), pcr(new byte[32]), Optional.empty()))
        .isInstanceOf(AllowlistException.class);
  }

  @Test
  void firstChangedEntryIsNamed() throws IOException {
    byte[] log = clean().bytes();
    int at = indexOf(log, "/usr/bin/a_b");
    log[at + 9] = 'z';

    CheckRequest request = request(log, PcrEvidence.NONE, Optional.empty());

    assertThatThrownBy(() -> Check.run(request, deviations::add))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("entry 3")
        .extracting(e -> ((AllowlistException) e).exitCode())
        .isEqualTo(ExitCode.MALFORMED);
  }

  private static int indexOf(byte[] log, String text) {
    return new String(log, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  @Test
  void truncatedAndEmptyLogsAreErrors() throws IOException {
    byte[] log = clean().bytes();
    for (int length : new int[] {0, 3, 30, log.length - 1}) {
      CheckRequest request =
          request(Arrays.copyOf(log, length), PcrEvidence.NONE, Optional.empty());
      assertThatThrownBy(() -> Check.run(request, deviations::add))
          .isInstanceOf(AllowlistException.class)
          .extracting(e -> ((AllowlistException) e).exitCode())
          .isEqualTo(ExitCode.MALFORMED);
    }
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
  void checkGoesOnFromTheLastOne() throws Exception {
    Path file = folder.resolve("state");
    Optional<StateFile> state = Optional.of(new StateFile(file, false));
    LogMaker log = clean();
    check(log, pcr(log.pcr()), state);

    log.file("/usr/bin/a", "evil");
    CheckResult second = check(log, pcr(log.pcr()), state);

    assertThat(second.span().first()).isEqualTo(6);
    assertThat(deviations).extracting(Deviation::number).containsExactly(6L);
    assertThat(Files.readString(file)).as("not moved on").contains("entries 5\n");
  }

  @Test
  void newEntriesAloneGoOnFromTheValueOfThePcr() throws Exception {
    Path file = folder.resolve("state");
    LogMaker log = clean();
    check(log, pcr(log.pcr()), Optional.of(new StateFile(file, false)));
    int length = log.bytes().length;
    log.file("/usr/bin/a", "evil");
    byte[] rest = Arrays.copyOfRange(log.bytes(), length, log.bytes().length);
    Optional<StateFile> part = Optional.of(new StateFile(file, true));

    CheckResult result = Check.run(request(rest, pcr(log.pcr()), part), deviations::add);

    assertThat(result.span().first()).isEqualTo(6);
    assertThat(deviations).extracting(Deviation::number).containsExactly(6L);
    assertThatThrownBy(() -> Check.run(request(log.bytes(), pcr(log.pcr()), part), deviations::add))
        .as("not what came behind")
        .isInstanceOf(AllowlistException.class);
  }

  @Test
  void anotherBootAndAnotherListAreJudgedWhole() throws Exception {
    Optional<StateFile> state = Optional.of(new StateFile(folder.resolve("state"), false));
    check(clean(), PcrEvidence.NONE, state);

    CheckResult boot =
        check(
            new LogMaker()
                .file("/usr/bin/b", "b")
                .file("/usr/bin/a", "a2")
                .file("/usr/bin/a_b", "ab")
                .buffer("selinux-state", "state")
                .file("/var/cache/1", "1"),
            PcrEvidence.NONE,
            state);

    assertThat(boot.span().first()).isEqualTo(1);
    assertThat(boot.notes()).anyMatch(note -> note.contains("started anew"));

    list = list("list.json", "a3", PACKAGES);
    CheckResult newList = check(clean(), PcrEvidence.NONE, state);

    assertThat(newList.span().first()).isEqualTo(1);
    assertThat(deviations).hasSize(1);
  }

  @Test
  void damagedStateIsAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("state"), "ima-allowlist check 1\nentries x\n");

    assertThatThrownBy(
            () -> check(clean(), PcrEvidence.NONE, Optional.of(new StateFile(file, false))))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("state");
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
