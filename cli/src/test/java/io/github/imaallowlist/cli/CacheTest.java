package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs with a cache, and the commands that look after one. */
final class CacheTest {
  private static final String TOOLS = "sample-tools-1.1-1.x86_64.rpm";

  @TempDir private Path work;
  private Path repo;
  private Path cache;

  @BeforeEach
  void copy() {
    repo = Repositories.copyOfSample(work.resolve("repo"));
    cache = work.resolve("cache");
  }

  private Run generate(Object... args) {
    List<Object> all = new ArrayList<>(List.of("--cache", cache, "--json"));
    all.addAll(Arrays.asList(args));
    return Run.generate(all.toArray());
  }

  private Path list(String name) {
    return work.resolve(name);
  }

  private List<Path> entries() {
    try (Stream<Path> files = Files.walk(cache.resolve("scans"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void damage(Path entry) throws IOException {
    byte[] bytes = Files.readAllBytes(entry);
    bytes[bytes.length - 40] ^= 1;
    Files.write(entry, bytes);
  }

  private static Map<String, Object> json(Run run) {
    return Json.object(run.out());
  }

  @Test
  void secondRunReadsNothingAndWritesTheSameList() throws IOException {
    Run.generate(repo, "-o", list("none")).succeeded();
    Map<String, Object> first = json(generate(repo, "-o", list("first")).succeeded());
    Map<String, Object> second = json(generate(repo, "-o", list("second")).succeeded());

    assertThat(first).containsEntry("packages-read", 4L).containsEntry("packages-from-cache", 0L);
    assertThat(second)
        .containsEntry("packages-read", 4L)
        .containsEntry("packages-from-cache", 4L)
        .containsEntry("bytes-read", 0L);
    assertThat(list("first")).hasSameBinaryContentAs(list("none"));
    assertThat(list("second")).hasSameBinaryContentAs(list("none"));
  }

  @Test
  void onlyTheNewPackageIsRead() throws IOException {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Files.copy(repo.resolve(TOOLS), folder.resolve(TOOLS));
    generate(folder, "-o", list("first")).succeeded();
    Repositories.write(folder, "new.rpm", Repositories.simple("new"));

    assertThat(json(generate(folder, "-o", list("second")).succeeded()))
        .containsEntry("packages-read", 2L)
        .containsEntry("packages-from-cache", 1L);
  }

  @Test
  void damagedEntryIsSaidAndMadeAgain() throws IOException {
    generate(repo, "-o", list("first")).succeeded();
    damage(entries().get(0));

    Run second = Run.generate("--cache", cache, repo, "-o", list("second")).succeeded();

    assertThat(second.err())
        .contains(
            "Warning",
            "an entry of the cache cannot be used",
            entries().get(0).toString(),
            "checksum");
    assertThat(list("second")).hasSameBinaryContentAs(list("first"));
    assertThat(json(generate(repo, "-o", list("third")).succeeded()))
        .containsEntry("packages-from-cache", 4L);
  }

  @Test
  void missingPackageIsAFindingWithAWarmCache() throws IOException {
    generate(repo, "-o", list("first")).succeeded();
    Files.delete(repo.resolve(TOOLS));

    Run run = Run.generate("--cache", cache, repo, "-o", list("second")).ended(1);

    assertThat(run.err()).contains("missing-package", TOOLS);
  }

  @Test
  void packageOfAnotherSizeIsAFindingWithAWarmCache() throws IOException {
    generate(repo, "-o", list("first")).succeeded();
    Files.write(repo.resolve(TOOLS), Repositories.simple("other").build());

    assertThat(Run.generate("--cache", cache, repo, "-o", list("second")).ended(1).err())
        .contains("checksum-mismatch", TOOLS);
  }

  /** As with createrepo_c --update: what was read once is known by the metadata's checksum. */
  @Test
  void packageOfTheSameSizeIsNotReadAgainUnlessWithoutACache() throws IOException {
    generate(repo, "-o", list("first")).succeeded();
    byte[] bytes = Files.readAllBytes(repo.resolve(TOOLS));
    bytes[bytes.length - 1] ^= 1;
    Files.write(repo.resolve(TOOLS), bytes);

    generate(repo, "-o", list("second")).succeeded();

    assertThat(list("second")).hasSameBinaryContentAs(list("first"));
    assertThat(Run.generate("--no-cache", repo, "-o", list("third")).ended(1).err())
        .contains("checksum-mismatch", TOOLS);
  }

  @Test
  void entriesMadeElsewhereAreMerged() throws IOException {
    Run.generate(repo, "-o", list("fresh")).succeeded();
    Run scan =
        Run.of(
                "scan",
                repo.resolve(TOOLS),
                repo.resolve("sample-data-2.0-1.noarch.rpm"),
                "--to",
                cache,
                "--json")
            .succeeded();
    assertThat(json(scan)).containsEntry("made", 2L).containsEntry("there", 0L);

    Run lacking =
        Run.generate("--from-cache", "--cache", cache, repo, "-o", list("merged")).ended(1);
    assertThat(lacking.err()).contains("not-in-cache (2)", "the cache has no entry for it");
    assertThat(list("merged")).doesNotExist();

    Run.of("scan", repo, "--to", cache).succeeded();
    Map<String, Object> merged =
        json(generate("--from-cache", repo, "-o", list("merged")).succeeded());
    assertThat(merged).containsEntry("bytes-read", 0L).containsEntry("packages-from-cache", 4L);
    assertThat(list("merged")).hasSameBinaryContentAs(list("fresh"));

    Map<String, Object> alone = json(generate("--from-cache", "-o", list("alone")).succeeded());
    assertThat(Json.map(Json.list(alone.get("sources")).get(0))).containsEntry("kind", "cache");
    assertThat(Policy.of(list("alone")).digests()).isEqualTo(Policy.of(list("fresh")).digests());

    generate("--from-cache", "--include", "sample-tools", "--newest", "-o", list("newest"))
        .succeeded();
    assertThat(Policy.of(list("newest")).digests().size())
        .isLessThan(Policy.of(list("fresh")).digests().size());
    assertThat(
            Run.generate("--from-cache", "--cache", cache, "--hash", "sha512", "-o", list("x"))
                .ended(1)
                .err())
        .contains("scanned-otherwise (1): give the --hash")
        .contains("4 packages in it were scanned otherwise")
        .contains("the first with --hash sha256, not sha512");
    assertThat(
            Run.generate(
                    "--from-cache", "--cache", cache, "--hash", "sha512", repo, "-o", list("x"))
                .ended(1)
                .err())
        .contains("scanned-otherwise (4): give the --hash")
        .contains("it was scanned with --hash sha256, not sha512");
    assertThat(list("x")).doesNotExist();
  }

  @Test
  void mistypedCacheIsNotMadeToBeEmpty() {
    Path mistyped = work.resolve("mistyped");
    for (Object source : List.of(repo, "--newest")) {
      Run run = Run.generate("--from-cache", "--cache", mistyped, source, "-o", list("x")).ended(4);
      assertThat(run.err())
          .contains("there is no cache at " + mistyped)
          .contains("Check the path's spelling", "ima-allowlist scan");
      assertThat(mistyped).doesNotExist();
    }
  }

  @Test
  void scanKeepsTheGoodAndNamesTheBad() throws IOException {
    byte[] bytes = Files.readAllBytes(repo.resolve(TOOLS));
    Path bad = Files.write(work.resolve("bad.rpm"), Arrays.copyOf(bytes, bytes.length / 2));

    Run run = Run.of("scan", repo.resolve(TOOLS), bad, "--to", cache).ended(1);

    assertThat(run.err()).contains("malformed-package", "bad.rpm", "Scanned   1 package");
    assertThat(entries()).hasSize(1);
  }

  @Test
  void repositoryWithOtherChecksumsFindsPackagesThatWereScannedForIt() throws IOException {
    Run.of("scan", repo.resolve(TOOLS), "--to", cache, "--checksum", "sha512").succeeded();

    assertThat(String.valueOf(entries().get(0).getFileName()))
        .matches("[0-9a-f]{128}-[0-9a-f]{16}");
    generate("--from-cache", "-o", list("alone")).succeeded();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "REPO --cache c --no-cache; exclude one another",
        "REPO --cache c --read headers; --cache goes with --read payload",
        "REPO --cache c --read metadata; --cache goes with --read payload",
        "--from-cache --no-cache; --from-cache goes with a cache",
        "REPO --from-cache --read headers; --from-cache goes with a cache",
        "--cache c; a SOURCE is missing",
        "--from-cache --cache CACHE --trust metadata; --from-cache without a SOURCE",
        "--from-cache --cache CACHE; the cache CACHE has no entries",
      })
  void wrongUseIsRefused(String options, String message) throws IOException {
    Files.createDirectory(cache);
    Object[] words =
        options.replace("REPO", repo.toString()).replace("CACHE", cache.toString()).split(" ");
    List<Object> all = new ArrayList<>(List.of("generate"));
    if (!options.contains("--trust")) {
      all.add("--allow-unsigned");
    }
    all.addAll(Arrays.asList(words));

    assertThat(Run.of(all.toArray()).ended(2).err())
        .contains(message.replace("CACHE", cache.toString()));
  }

  @Test
  void namedCacheThatCannotBeUsedIsAnError() throws IOException {
    Path file = Files.createFile(work.resolve("file"));
    Path open = Files.createDirectory(work.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(Run.generate(repo, "--cache", file).ended(4).err()).contains("it is not a folder");
    assertThat(Run.generate(repo, "--cache", open).ended(5).err())
        .contains("every user of the machine may write to it");
    assertThat(Run.of("scan", repo, "--to", open).ended(5).err()).contains("not to be trusted");
    assertThat(Run.of("cache", "stats", "--cache", work.resolve("none")).ended(4).err())
        .contains("there is no cache");
  }

  @Test
  void usualCacheThatCannotBeUsedIsAWarning() {
    List<String> program =
        new ArrayList<>(Program.command("generate", "--allow-unsigned", repo, "-o", list("l")));
    program.remove("--no-cache");

    Tools.Outcome run =
        Tools.command(program.toArray()).with(Map.of("XDG_CACHE_HOME", "/dev/null/none")).run();

    assertThat(run.exitCode()).isZero();
    assertThat(run.errorText()).contains("Warning", "no cache was used", "/dev/null/none");
    assertThat(list("l")).exists();
  }

  @Test
  void entriesAreCountedVerifiedAndPruned() throws IOException {
    generate(repo, "-o", list("first")).succeeded();
    Files.setLastModifiedTime(
        entries().get(0), FileTime.from(Instant.now().minus(Duration.ofDays(40))));

    assertThat(json(Run.of("cache", "stats", "--json", "--cache", cache).succeeded()))
        .containsEntry("entries", 4L)
        .containsEntry("unfinished", 0L);
    assertThat(Run.of("cache", "stats", "--cache", cache).succeeded().text())
        .contains("Entries   4, ");
    assertThat(json(Run.of("cache", "verify", "--json", "--cache", cache).succeeded()))
        .containsEntry("whole", 4L)
        .containsEntry("files", 11L);

    Path damaged = entries().get(1);
    damage(damaged);
    assertThat(Run.of("cache", "verify", "--cache", cache).ended(1).text())
        .contains("Damaged   1 (--delete)", damaged.toString(), "checksum");
    assertThat(json(Run.of("cache", "verify", "--delete", "--json", "--cache", cache).ended(1)))
        .containsEntry("deleted", true);
    assertThat(damaged).doesNotExist();

    assertThat(
            json(
                Run.of("cache", "prune", "--max-age", "30d", "--json", "--cache", cache)
                    .succeeded()))
        .containsEntry("removed", 1L)
        .containsEntry("kept", 2L);
    assertThat(Run.of("cache", "prune", "--max-size", "0", "--cache", cache).succeeded().text())
        .contains("Deleted   2, ", "Left      0, 0 B");
    assertThat(Run.of("cache", "prune", "--cache", cache).ended(2).err())
        .contains("a limit is missing", "--max-size", "--max-age")
        .contains("ima-allowlist cache prune --help");
    assertThat(Run.of("cache", "prune", "--max-size", "2X").ended(2).err()).contains("500M");
    assertThat(Run.of("cache").ended(2).err()).contains("prune, verify or stats");
  }

  /** Each kill may come while entries are written by the others. */
  @Test
  void parallelRunsThatAreKilledLeaveNoDamage() throws Exception {
    Path packages = Files.createDirectory(work.resolve("packages"));
    for (int i = 0; i < 60; i++) {
      Repositories.write(packages, "p" + i + ".rpm", Repositories.simple("p" + i));
    }
    Random random = new Random(7);
    for (int round = 0; round < 3; round++) {
      List<Process> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        running.add(
            new ProcessBuilder(Program.command("scan", packages, "--to", cache, "-q"))
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("out" + i).toFile())
                .start());
      }
      TimeUnit.MILLISECONDS.sleep(400 + random.nextInt(1200));
      running.get(0).destroyForcibly();
      running.get(1).destroyForcibly();
      for (Process process : running) {
        process.waitFor();
      }
      assertThat(running.get(2).exitValue()).isZero();
      assertThat(json(Run.of("cache", "verify", "--json", "--cache", cache).succeeded()))
          .containsEntry("whole", 60L);
      if (round < 2) {
        Run.of("cache", "prune", "--max-size", "0", "--cache", cache).succeeded();
      }
    }

    Run.generate("--no-cache", packages, "-o", list("fresh")).succeeded();
    generate("--from-cache", packages, "-o", list("merged")).succeeded();
    assertThat(list("merged")).hasSameBinaryContentAs(list("fresh"));
  }
}
