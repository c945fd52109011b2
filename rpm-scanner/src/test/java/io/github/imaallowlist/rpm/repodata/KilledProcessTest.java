package io.github.imaallowlist.rpm.repodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills that nobody planned. {@code -Dima-allowlist.kills=200} has more of them; each takes the
 * start of a JVM.
 */
class KilledProcessTest {
  private static final int KILLS = Integer.getInteger("ima-allowlist.kills", 20);

  /** Too small for three lists of the usual size. */
  private static final String SMALL_DISK =
      """
      mount -t tmpfs -o size=220k small "$1" || exit 77
      mkdir "$1/repository" || exit 77
      shift
      exec "$@"
      """;

  private static final String READ_ONLY =
      """
      mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 77
      shift
      exec "$@"
      """;

  @TempDir Path onDisk;

  @TempDir(factory = InMemory.class)
  Path inMemory;

  @Test
  void repositoryStaysWholeOnDisk() throws Exception {
    Kills.Outcome outcome = Kills.run(onDisk, KILLS / 2, false, 1);
    assertThat(outcome.kills()).isEqualTo(KILLS / 2);
  }

  @Test
  void signedRepositoryIsSignedAgain() throws Exception {
    Kills.Outcome outcome = Kills.run(inMemory, KILLS / 2, true, 2);
    assertThat(outcome.kills()).isEqualTo(KILLS / 2);
  }

  @Test
  @RequiresTool({"unshare", "mount"})
  void repositoryStaysWholeOnAFullDisk() {
    Tools.Outcome outcome =
        inNameSpace(
            SMALL_DISK,
            inMemory,
            Kills.class.getName(),
            inMemory.resolve("repository"),
            KILLS / 2,
            true,
            3);
    String text = outcome.succeeded().text();
    assertThat(text).contains("kills=" + KILLS / 2 + ",").doesNotContain("full=0]");
  }

  @Test
  @RequiresTool({"unshare", "mount"})
  void readOnlyRepositoryIsAClearErrorAndStays() throws Exception {
    PlainRepository repository = PlainRepository.create(inMemory);
    RepodataUpdate.run(inMemory, PlainRepository.list("old"));
    var before = repository.times();
    Tools.Outcome outcome =
        inNameSpace(
            READ_ONLY,
            repository.repodata(),
            EndlessPublisher.class.getName(),
            inMemory,
            false,
            4,
            1);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errorText())
        .contains("AllowlistException: cannot write " + repository.repodata())
        .contains("Read-only file system");
    assertThat(repository.times()).isEqualTo(before);
  }

  /** Runs a class where the folder is mounted so; skips the test where that is not allowed. */
  private static Tools.Outcome inNameSpace(String script, Path folder, Object... main) {
    List<Object> command =
        new java.util.ArrayList<>(
            List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                script,
                "sh",
                folder,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(List.of(main));
    Tools.Outcome outcome = Tools.command(command.toArray()).within(Duration.ofMinutes(10)).run();
    boolean refused = outcome.exitCode() == 77 || outcome.errorText().startsWith("unshare: ");
    assumeThat(refused).as("name spaces or mounts refused: %s", outcome.errorText()).isFalse();
    return outcome;
  }
}
