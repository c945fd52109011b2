package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills {@code publish} at random moments, and asks dnf what it left. Its {@code main} does it for
 * where a test cannot go itself: a disk that only the processes of one mount name space see.
 */
final class PublishKills {
  /** What the disk has, beside what the repository takes. */
  enum Disk {
    ROOM,
    /** Now more, now less, than a new list takes. */
    SMALL,
    /** {@code repodata} takes nothing. */
    READ_ONLY
  }

  /** From nothing to some more than the new files of a run have. */
  private static final int LARGEST_BALLAST = 450_000;

  /** More than there is room for. */
  private static final int WHOLE_DISK = 4_000_000;

  private final Publisher publisher;
  private final Disk disk;
  private final Random random;
  private final long whole;
  private int killed;
  private int staged;
  private int apart;
  private int full;
  private int runs;

  private PublishKills(Publisher publisher, Disk disk, long seed)
      throws IOException, InterruptedException {
    this.publisher = publisher;
    this.disk = disk;
    this.random = new Random(seed);
    long start = System.nanoTime();
    start().waitFor();
    this.whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /**
   * What there was to recover from.
   *
   * @param killed runs that did not end by themselves
   * @param staged of these, those that left files on their way
   * @param apart of these, those that left a signature which was not of {@code repomd.xml}
   * @param full runs that found no room, or a folder that takes nothing
   */
  record Outcome(int runs, int killed, int staged, int apart, int full) {}

  /**
   * @param arguments a folder with keys, the repository, the disk, how many runs, the seed
   */
  public static void main(String[] arguments) throws Exception {
    System.out.println(
        run(
            Publisher.at(Path.of(arguments[0]), Path.of(arguments[1])),
            Disk.valueOf(arguments[2]),
            Integer.parseInt(arguments[3]),
            Long.parseLong(arguments[4])));
  }

  static Outcome run(Publisher publisher, Disk disk, int runs, long seed) throws Exception {
    PublishKills kills = new PublishKills(publisher, disk, seed);
    for (int i = 0; i < runs; i++) {
      kills.one();
    }
    return new Outcome(kills.runs, kills.killed, kills.staged, kills.apart, kills.full);
  }

  private void one() throws IOException, InterruptedException {
    // One run certainly meets a full disk: nobody kills it, and its list is a new one.
    boolean fills = disk == Disk.SMALL && runs == 1;
    if (disk == Disk.SMALL) {
      ballast(fills ? WHOLE_DISK : random.nextInt(LARGEST_BALLAST));
    }
    Process process = start();
    if (fills) {
      process.waitFor();
    } else if (random.nextBoolean()) {
      process.waitFor(random.nextInt((int) whole), TimeUnit.MILLISECONDS);
    } else {
      awaitStaged(process);
      process.waitFor(random.nextInt(30), TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly().waitFor();
    count(process.exitValue());
    assertRepositoryIsWhole();
    recover();
    runs++;
  }

  private void count(int exit) {
    if (exit == 128 + 9) {
      killed++;
    } else if (exit == 4) {
      full++;
    } else {
      assertThat(exit).isZero();
    }
  }

  /**
   * A kill between the two renames, of the signature and of {@code repomd.xml}, leaves a trace, and
   * clients that ask again: two files cannot be replaced at once.
   */
  private void assertRepositoryIsWhole() throws IOException {
    boolean left = isStaged();
    staged += left ? 1 : 0;
    Tools.Outcome dnf = publisher.dnf("makecache");
    if (dnf.exitCode() != 0) {
      assertThat(dnf.errorText()).contains("Bad GPG signature");
      assertThat(left).as("a trace of the kill between two renames").isTrue();
      apart++;
    }
  }

  private void recover() throws IOException {
    if (disk == Disk.READ_ONLY) {
      return;
    }
    if (disk == Disk.SMALL) {
      ballast(0);
    }
    publisher.publish(hash()).succeeded();
    // What dnf says of it, the next kill shows.
    assertThat(isStaged()).isFalse();
    assertThat(publisher.isSigned()).isTrue();
  }

  private void ballast(int bytes) throws IOException {
    Path file = publisher.repository().resolve("ballast");
    try {
      Files.write(file, new byte[bytes]);
    } catch (IOException e) {
      // As much as there is room for.
      assertThat(e.getMessage()).contains("No space left on device");
    }
  }

  /** Another list each time: else there would be nothing to write. */
  private Object[] hash() {
    return new Object[] {"-q", "--hash", runs % 2 == 0 ? "sha256" : "sha384"};
  }

  private Process start() throws IOException {
    List<String> command =
        Program.command(
            publisher.arguments("-q", "--hash", runs % 2 == 0 ? "sha512" : "sha256,sha512"));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void awaitStaged(Process process) {
    while (process.isAlive() && !isStaged()) {
      Thread.onSpinWait();
    }
  }

  private boolean isStaged() {
    String[] names = publisher.repodata("").toFile().list();
    return names != null && List.of(names).stream().anyMatch(n -> n.startsWith(".ima-allowlist."));
  }
}
