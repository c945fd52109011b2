package io.github.imaallowlist.maven.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LastRunTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path folder;

  private Path input = Path.of("");
  private Path output = Path.of("");
  private Path packages = Path.of("");

  @BeforeEach
  void runOnce() throws IOException {
    input = Files.writeString(folder.resolve("input"), "one");
    output = Files.writeString(folder.resolve("output"), "list");
    packages = Files.createDirectory(folder.resolve("packages"));
    Files.writeString(packages.resolve("a.rpm"), "a");
    run("payload").put(Optional.empty());
  }

  private LastRun run(String read) throws IOException {
    return LastRun.of(
        "generate",
        new TreeMap<>(Map.of("read", read)),
        List.of(input, packages, folder.resolve("no-such-file")),
        List.of(output));
  }

  @Test
  void nothingChanged() throws IOException {
    assertThat(run("payload").isUpToDate(NOW)).isTrue();
  }

  @Test
  void aFileThatIsMadeAgainWithTheSameContentIsNoChange() throws IOException {
    Files.delete(input);
    Files.writeString(input, "one");
    assertThat(run("payload").isUpToDate(NOW)).isTrue();
  }

  @Test
  void anotherContentOfTheSameLengthIsAChange() throws IOException {
    Files.writeString(input, "two");
    assertThat(run("payload").isUpToDate(NOW)).isFalse();
  }

  @Test
  void anotherParameterIsAChange() throws IOException {
    assertThat(run("headers").isUpToDate(NOW)).isFalse();
  }

  @Test
  void aFileMoreInAFolderIsAChange() throws IOException {
    Files.writeString(packages.resolve("b.rpm"), "b");
    assertThat(run("payload").isUpToDate(NOW)).isFalse();
  }

  @Test
  void aFileThatWasMissingAndIsThereIsAChange() throws IOException {
    Files.createFile(folder.resolve("no-such-file"));
    assertThat(run("payload").isUpToDate(NOW)).isFalse();
  }

  @Test
  void anOutputThatSomebodyChangedOrRemovedIsMadeAgain() throws IOException {
    Files.writeString(output, "LIST");
    assertThat(run("payload").isUpToDate(NOW)).isFalse();
    Files.delete(output);
    assertThat(run("payload").isUpToDate(NOW)).isFalse();
  }

  @Test
  void whatExpiresIsMadeAgainInTime() throws IOException {
    run("payload").put(Optional.of(NOW));
    assertThat(run("payload").isUpToDate(NOW.minusSeconds(1))).isTrue();
    assertThat(run("payload").isUpToDate(NOW)).isFalse();
  }

  @Test
  void aRunThatWasInterruptedIsNoLastRun() throws IOException {
    run("payload").clear();
    assertThat(run("payload").isUpToDate(NOW)).isFalse();
  }

  @Test
  void aDamagedNoteIsNone() throws IOException {
    Files.writeString(folder.resolve(".ima-allowlist/generate-output"), "x y z");
    assertThat(run("payload").isUpToDate(NOW)).isFalse();
  }
}
