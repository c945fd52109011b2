package io.github.imaallowlist.selinux.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.LimitExceededException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What setools says, and that it cannot be asked; by programs that answer as it does. */
final class SetoolsPolicyReaderTest {
  private final Path folder;
  private final Path policy;
  private final FakeSetools setools;

  SetoolsPolicyReaderTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.setools = new FakeSetools(folder);
    this.policy = setools.policy();
  }

  @Test
  void policyIsWhatSetoolsSays() throws Exception {
    SelinuxPolicy read = setools.read();

    assertThat(read.source()).isEqualTo(policy.toString());
    assertThat(read.sha256())
        .isEqualTo("1b551587059622f0d62ffa8a371207104a31c6d59bbe2d6563c5199e51d9f267");
    assertThat(read.types()).containsExactly("bin_t", "init_t");
    assertThat(read.aliases()).isEqualTo(Map.of("sbin_t", "bin_t", "xbin_t", "bin_t"));
    assertThat(read.attributes())
        .containsOnlyKeys("domain", "empty", "exec_type", "file_type")
        .containsEntry("empty", new TreeSet<>())
        .containsEntry("file_type", new TreeSet<>(List.of("bin_t")));
    assertThat(read.booleans()).isEqualTo(Map.of("init_runs", true));
    assertThat(read.permissive()).containsExactly("init_t");
    assertThat(read.users()).containsExactly("system_u");
    assertThat(read.roles()).containsExactly("object_r", "system_r");
    assertThat(read.permissions())
        .containsExactlyInAnyOrder(Permission.EXECUTE, Permission.WRITE, Permission.READ);
    assertThat(read.rules())
        .extracting(AllowRule::source, AllowRule::target)
        .containsExactly(
            tuple("domain", "file_type"), tuple("init_t", "bin_t"), tuple("init_t", "empty"));
    assertThat(read.rules().stream().map(read::holds)).containsExactly(true, false, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.1.1", "4.2.0-rc", "4.5.1", "4.7.0", "4.7.0.dev0"})
  void knownVersionsAreAsked(String version) throws Exception {
    setools.answers(version, FakeSetools.COMPONENTS, FakeSetools.RULES);

    assertThat(setools.read().types()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.3.8", "seinfo 3.3.8", "4.0.1", "4.8.0", "5.0", "unknown", "", "4"})
  void unknownVersionsAreAnError(String version) throws Exception {
    setools.answers(version, FakeSetools.COMPONENTS, FakeSetools.RULES);

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(setools::read)
        .withMessage("setools: its version is not known: " + version)
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.IO))
        .satisfies(e -> assertThat(e.remedy()).contains("4.1 to 4.7"));
  }

  @Test
  void programsOfTwoVersionsAreAnError() throws Exception {
    setools.program("sesearch", "4.5.1", "exit 0");

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(setools::read)
        .withMessage("seinfo is of setools 4.4.1, and sesearch of setools 4.5.1");
  }

  @Test
  void absentProgramIsAnErrorThatSaysHowToInstallIt() throws Exception {
    Files.delete(folder.resolve("sesearch"));

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(setools::read)
        .withMessage(folder + ": the program sesearch is not in this folder")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.IO))
        .satisfies(
            e ->
                assertThat(e.remedy())
                    .contains("apt-get install setools", "dnf install setools-console", "zypper"));
  }

  @Test
  void absentPolicyIsAnError() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> SetoolsPolicyReader.read(folder.resolve("none"), setools.settings()));
  }

  @Test
  void policyBeyondAllSizesIsAnError() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(policy.toFile(), "rw")) {
      file.setLength(SetoolsLimits.POLICY_BYTES + 1);
    }

    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(setools::read);
  }

  @Test
  void failureIsToldInSetoolsWords() throws Exception {
    setools.program(
        "seinfo", "4.4.1", "echo 'Invalid policy: \033[2Jx'; echo libsepol >&2; exit 1");

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(setools::read)
        .withMessage("seinfo failed with exit code 1: Invalid policy: ?[2Jx libsepol");
  }

  @Test
  void failureAfterAllOfTheAnswerIsAFailure() throws Exception {
    setools.program("sesearch", "4.4.1", "cat \"$folder/rules\"; exit 3");

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(setools::read)
        .withMessage("sesearch failed with exit code 3: allow init_t empty:file read;");
  }

  @Test
  void programThatHangsIsKilled() throws Exception {
    setools.program("sesearch", "4.4.1", "exec sleep 1000000");

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(
            () ->
                SetoolsPolicyReader.read(policy, setools.settings().within(Duration.ofSeconds(3))))
        .withMessageContaining("sesearch: did not end within 3 seconds");
  }

  @Test
  void policyThatChangesMeanwhileIsAnError() throws Exception {
    setools.program(
        "sesearch", "4.4.1", "echo more >>\"$folder/policy.33\"; cat \"$folder/rules\"");

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(setools::read)
        .withMessage(policy + ": it has changed while it was read");
  }
}
