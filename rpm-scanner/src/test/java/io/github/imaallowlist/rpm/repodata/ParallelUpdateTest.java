package io.github.imaallowlist.rpm.repodata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.rpm.metadata.RepomdXml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelUpdateTest {
  private static final int ROUNDS = 50;

  @TempDir(factory = InMemory.class)
  Path root;

  /** Two types of record: neither run may lose what the other recorded. */
  @Test
  void twoPublishersOfOneProcessTakeTurns() throws Exception {
    PlainRepository repository = PlainRepository.create(root).signed();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < ROUNDS; i++) {
        String content = "round " + i;
        Callable<UpdateResult> list = publisher(PlainRepository.LIST, content);
        Callable<UpdateResult> policy = publisher(PlainRepository.POLICY, content);
        for (Future<UpdateResult> result : threads.invokeAll(List.of(list, policy))) {
          assertThat(result.get().repomdChanged()).isTrue();
        }
        assertThat(repository.recorded(PlainRepository.LIST)).contains(content);
        assertThat(repository.recorded(PlainRepository.POLICY)).contains(content);
        assertThat(repository.isSignatureGood()).isTrue();
        assertThat(repository.names()).hasSize(5);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<UpdateResult> publisher(String type, String content) {
    RepodataChange change =
        PlainRepository.change(PlainRepository.RENEW, 0, PlainRepository.file(type, content));
    return () -> RepodataUpdate.run(root, change);
  }

  @Test
  void twoProcessesTakeTurns() throws Exception {
    PlainRepository repository = PlainRepository.create(root).signed();
    List<Process> processes =
        List.of(
            Kills.start(root, true, 5, Integer.toString(ROUNDS)),
            Kills.start(root, true, 6, Integer.toString(ROUNDS)));
    while (processes.stream().anyMatch(Process::isAlive)) {
      assertReadersSeeWholeFiles(repository);
    }
    assertThat(processes).allMatch(process -> process.exitValue() == 0);
    repository.assertWhole();
    repository.assertNothingStaged();
    assertThat(repository.isSignatureGood()).isTrue();
  }

  /** What a client does at any moment: reads repomd.xml, then what it lists. */
  private static void assertReadersSeeWholeFiles(PlainRepository repository) throws Exception {
    byte[] repomd = Files.readAllBytes(repository.repomd());
    assertThat(RepomdXml.parse("repomd.xml", repomd).revision()).contains("1700000000");
    var record = RepomdXml.record("repomd.xml", repomd, PlainRepository.LIST);
    boolean current = repomd.length == Files.size(repository.repomd());
    if (record.isPresent() && current) {
      Optional<byte[]> bytes = read(record.get().location().path().in(repository.root()));
      // Gone means replaced twice since: one former file is kept.
      bytes.ifPresent(
          list -> assertThat(PlainRepository.hex(list)).isEqualTo(record.get().checksum().hex()));
    }
  }

  private static Optional<byte[]> read(Path file) throws java.io.IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (java.nio.file.NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
