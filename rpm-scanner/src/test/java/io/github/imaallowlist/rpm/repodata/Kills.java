package io.github.imaallowlist.rpm.repodata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Kills a process that publishes, at random moments, and looks at what it leaves. Its {@code main}
 * does it in a folder of its own, for where a test cannot go itself: a small disk that only the
 * processes of one mount name space see.
 */
final class Kills {
  private static final int LONGEST_MILLISECONDS = 25;

  /** What somebody deletes when a disk is full. */
  private static final int BALLAST = 40_000;

  private Kills() {}

  /**
   * @param arguments an empty folder, how many kills, whether the repository is signed, the seed
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int kills = Integer.parseInt(arguments[1]);
    boolean signed = Boolean.parseBoolean(arguments[2]);
    Outcome outcome = run(folder, kills, signed, Long.parseLong(arguments[3]));
    System.out.println(outcome);
  }

  /**
   * What there was to recover from.
   *
   * @param staged runs that left files under way
   * @param apart runs that left a signature which was not of {@code repomd.xml}
   * @param full runs afterwards that found no room
   */
  record Outcome(int kills, int staged, int apart, int full) {}

  static Outcome run(Path root, int kills, boolean signed, long seed) throws Exception {
    Random random = new Random(seed);
    PlainRepository repository = PlainRepository.create(root);
    if (signed) {
      repository.signed();
    }
    Files.write(root.resolve("ballast"), new byte[BALLAST]);
    int staged = 0;
    int apart = 0;
    int full = 0;
    for (int i = 0; i < kills; i++) {
      killOne(root, signed, random);
      repository.assertWhole();
      boolean left = repository.names().stream().anyMatch(n -> n.startsWith(".ima-allowlist."));
      staged += left ? 1 : 0;
      if (signed && !repository.isSignatureGood()) {
        assertThat(left).as("a trace of the kill between two renames").isTrue();
        apart++;
      }
      full += recover(repository, signed, random) ? 0 : 1;
    }
    return new Outcome(kills, staged, apart, full);
  }

  private static void killOne(Path root, boolean signed, Random random)
      throws IOException, InterruptedException {
    Process process = start(root, signed, random.nextLong());
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("ready");
      Thread.sleep(Duration.ofNanos(random.nextInt(LONGEST_MILLISECONDS * 1_000_000)).toMillis());
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).as("of a process that was killed").isEqualTo(128 + 9);
  }

  static Process start(Path root, boolean signed, long seed, String... more) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                EndlessPublisher.class.getName(),
                root.toString(),
                Boolean.toString(signed),
                Long.toString(seed)));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /**
   * The next run finishes: always where there is room, and leaves all whole where there is none.
   */
  private static boolean recover(PlainRepository repository, boolean signed, Random random)
      throws Exception {
    boolean room =
        EndlessPublisher.publish(repository.root(), EndlessPublisher.change(signed, random));
    repository.assertWhole();
    if (!room) {
      Files.delete(repository.root().resolve("ballast"));
      RepodataChange small =
          PlainRepository.change(
              signed ? PlainRepository.RENEW : PlainRepository.REFUSE,
              0,
              PlainRepository.file(PlainRepository.LIST, "small"));
      RepodataUpdate.run(repository.root(), small);
      Files.write(repository.root().resolve("ballast"), new byte[BALLAST]);
      repository.assertWhole();
    }
    repository.assertNothingStaged();
    assertThat(!signed || repository.isSignatureGood()).isTrue();
    assertThat(Files.exists(repository.repomd())).isTrue();
    return room;
  }
}
