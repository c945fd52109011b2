package io.github.imaallowlist.toolkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.fixtures.ima.LogMaker;
import io.github.imaallowlist.toolkit.check.CheckRequest.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks that go on from the last one. */
class CheckStateTest extends CheckCase {
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
  void lastCheckSaysBehindWhichEntryALogIsNotTheHosts() throws Exception {
    Optional<StateFile> state = Optional.of(new StateFile(folder.resolve("state"), false));
    LogMaker log = clean();
    check(log, pcr(log.pcr()), state);
    LogMaker host = clean().file("/tmp/evil", "x");

    assertThatThrownBy(() -> check(clean().file("/usr/bin/b", "b"), pcr(host.pcr()), state))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("changed behind entry 5");
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
}
