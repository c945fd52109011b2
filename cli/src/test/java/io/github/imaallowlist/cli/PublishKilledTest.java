package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However {@code publish} ends, dnf takes the repository, and the next run mends it. {@code
 * -Dima-allowlist.kills=200} has more kills, and {@code -Dima-allowlist.rounds=50} more publishers
 * at once.
 */
@RequiresTool({"createrepo_c", "dnf", "gpg", "gpgv", "zstd"})
final class PublishKilledTest {
  private static final int KILLS = Integer.getInteger("ima-allowlist.kills", 12);
  private static final int ROUNDS = Integer.getInteger("ima-allowlist.rounds", 4);

  private static final String SMALL_DISK =
      """
      mount -t tmpfs -o size=1000k small "$1" || exit 77
      cp -r "$2/." "$1" || exit 77
      shift 2
      exec "$@"
      """;

  private static final String READ_ONLY =
      """
      mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 77
      shift 2
      exec "$@"
      """;

  @TempDir private Path work;

  @Test
  void repositoryStaysWholeWhereThereIsRoom() throws Exception {
    Publisher publisher = Publisher.create(work, work.resolve("repository"));
    publisher.publish().succeeded();
    PublishKills.Outcome outcome =
        PublishKills.run(publisher, PublishKills.Disk.ROOM, KILLS / 2, 1);
    assertThat(outcome.runs()).isEqualTo(KILLS / 2);
    assertThat(outcome.killed()).isPositive();
  }

  @Test
  @RequiresTool({"unshare", "mount"})
  void repositoryStaysWholeOnAFullDisk() throws Exception {
    Publisher publisher = Publisher.create(work, work.resolve("repository"));
    publisher.publish("--keep", "0").succeeded();
    Path mounted = Files.createDirectory(work.resolve("small"));
    String text =
        inNameSpace(
            SMALL_DISK,
            mounted,
            publisher.repository(),
            work,
            mounted,
            PublishKills.Disk.SMALL,
            KILLS / 2,
            2);
    assertThat(text).contains("runs=" + KILLS / 2 + ",").containsPattern("full=[1-9]");
  }

  @Test
  @RequiresTool({"unshare", "mount"})
  void readOnlyRepositoryStaysAsItWas() throws Exception {
    Publisher publisher = Publisher.create(work, work.resolve("repository"));
    publisher.publish().succeeded();
    Map<String, String> state = publisher.state();
    int runs = Math.max(2, KILLS / 6);
    String text =
        inNameSpace(
            READ_ONLY,
            publisher.repodata(""),
            work,
            work,
            publisher.repository(),
            PublishKills.Disk.READ_ONLY,
            runs,
            3);
    assertThat(text).contains("runs=" + runs + ",").contains("staged=0");
    assertThat(publisher.state()).isEqualTo(state);
    publisher.publish("--hash", "sha512").succeeded();
    publisher.dnf("makecache").succeeded();
  }

  /** Runs {@link PublishKills} there. */
  private static String inNameSpace(String script, Path folder, Path from, Object... arguments) {
    List<Object> program =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PublishKills.class.getName()));
    program.addAll(Arrays.asList(arguments));
    return inNameSpace(script, folder, from, program).succeeded().text();
  }

  /** Skips the test where name spaces or mounts are not allowed. */
  private static Tools.Outcome inNameSpace(String script, Path folder, Path from, List<?> program) {
    List<Object> command =
        new ArrayList<>(
            List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"));
    command.addAll(List.of(folder, from));
    command.addAll(program);
    Tools.Outcome outcome = Tools.command(command.toArray()).within(Duration.ofMinutes(30)).run();
    boolean refused = outcome.exitCode() == 77 || outcome.errorText().startsWith("unshare: ");
    assumeThat(refused).as("name spaces or mounts refused: %s", outcome.errorText()).isFalse();
    return outcome;
  }

  @Test
  @RequiresTool({"unshare", "mount"})
  void readOnlyFolderIsAClearError() throws IOException {
    Publisher publisher = Publisher.create(work, work.resolve("repository"));
    publisher.publish().succeeded();
    Tools.Outcome outcome =
        inNameSpace(
            READ_ONLY,
            publisher.repodata(""),
            work,
            Program.command(publisher.arguments("--hash", "sha512")));

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.errorText())
        .contains("cannot write " + publisher.repodata(""))
        .contains("Read-only file system")
        .contains("Nothing was changed. Make room for it, or get permission, and run again.");
  }

  /** One after the other, and never a mix: each has a list of its own. */
  @Test
  void publishersAtOnceTakeTurns() throws Exception {
    Publisher publisher = Publisher.create(work, work.resolve("repository"));
    publisher.publish().succeeded();
    for (int round = 0; round < ROUNDS; round++) {
      String hash = round % 2 == 0 ? "sha512" : "sha256";
      List<Process> processes = List.of(start(publisher, hash), start(publisher, hash + ",sha384"));
      for (Process process : processes) {
        assertThat(process.waitFor()).isZero();
      }
      publisher.dnf("makecache").succeeded();
      assertThat(publisher.isSigned()).isTrue();
      assertThat(publisher.names()).filteredOn(n -> n.startsWith(".")).isEmpty();
      int digests = publisher.list().digests().getOrDefault("/usr/bin/one", List.of()).size();
      String last = digests == 1 ? hash : hash + ",sha384";
      publisher.check("--hash", last).succeeded();
    }
  }

  private static Process start(Publisher publisher, String hash) throws IOException {
    return new ProcessBuilder(Program.command(publisher.arguments("-q", "--hash", hash)))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
