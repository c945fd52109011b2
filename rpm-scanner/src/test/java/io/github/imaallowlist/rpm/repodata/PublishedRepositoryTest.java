package io.github.imaallowlist.rpm.repodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedRepositoryTest {
  @TempDir Path root;
  private PlainRepository repository;

  @BeforeEach
  void make() throws Exception {
    repository = PlainRepository.create(root);
  }

  @Test
  void digestDoesNotDependOnOurRecords() throws Exception {
    String digest = PlainRepository.hex(Files.readAllBytes(repository.repomd()));
    RepodataUpdate.run(root, PlainRepository.list("{}"));
    try (PublishedRepository published = PublishedRepository.look(root)) {
      assertThat(published.digestWithoutOurs().hex()).isEqualTo(digest);
      assertThat(published.repomdDigest())
          .isEqualTo(RepomdXml.digestOf(Files.readAllBytes(repository.repomd())))
          .isNotEqualTo(published.digestWithoutOurs());
      assertThat(published.types()).containsExactly("ima-allowlist", "primary");
      assertThat(published.latestTimestamp()).hasValue(1_700_000_000L);
      assertThat(published.hasSignature()).isFalse();
      assertThat(published.staleSignature()).isEmpty();
      assertThatThrownBy(() -> published.update(PlainRepository.list("other")))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void recordedContentIsCopied() throws Exception {
    RepodataUpdate.run(root, PlainRepository.list("{}"));
    try (PublishedRepository published = PublishedRepository.look(root)) {
      var record = published.record("ima-allowlist").orElseThrow();
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      published.copy(record, copy);
      assertThat(copy.toString(StandardCharsets.UTF_8)).isEqualTo("{}");
      Files.delete(record.location().path().in(root));
      assertThatThrownBy(() -> published.copy(record, copy)).isInstanceOf(InputException.class);
    }
  }

  @Test
  void changeOfOthersSinceTheLockIsNoticed() throws Exception {
    try (PublishedRepository published = PublishedRepository.lock(root, LockWait.UNHEARD)) {
      Files.writeString(repository.repomd(), "\n", StandardOpenOption.APPEND);
      var times = repository.times();
      assertThatThrownBy(() -> published.update(PlainRepository.list("{}")))
          .isInstanceOf(AllowlistException.class)
          .hasMessageContaining("somebody else changed it");
      assertThat(repository.times()).isEqualTo(times);
    }
  }

  /** Who signs afterwards may have done so while packages were read. */
  @Test
  void signatureThatCameSinceTheLockDoesNotBecomeStale() throws Exception {
    try (PublishedRepository published = PublishedRepository.lock(root, LockWait.UNHEARD)) {
      repository.signed();
      assertThatThrownBy(() -> published.update(PlainRepository.list("{}")))
          .isInstanceOf(AllowlistException.class)
          .hasMessageContaining("would no longer be the signature");
    }
  }

  @Test
  void whoHasTheLockIsSaid() throws Exception {
    Path lock = root.resolve(RepositoryLock.FILE);
    try (PublishedRepository held = PublishedRepository.lock(root, LockWait.UNHEARD)) {
      assertThat(held.root()).isEqualTo(root.toRealPath());
      assertThat(lock).hasContent("process " + ProcessHandle.current().pid());
      assertThat(Files.getPosixFilePermissions(lock))
          .doesNotContain(PosixFilePermission.OTHERS_READ);
      assertThatThrownBy(
              () -> PublishedRepository.lock(root, Duration.ofMillis(10), LockWait.UNHEARD))
          .isInstanceOf(AllowlistException.class)
          .hasMessageContaining("another thread of this process");
    }
    assertThat(lock).isEmptyFile();
    PublishedRepository.lock(root, Duration.ofMillis(10), LockWait.UNHEARD).close();
  }

  @Test
  void folderThatIsNoRepositoryGetsNoLock() {
    Path folder = repository.repodata();
    assertThatThrownBy(() -> PublishedRepository.lock(folder, LockWait.UNHEARD))
        .isInstanceOf(AllowlistException.class);
    assertThat(folder.resolve(RepositoryLock.FILE)).doesNotExist();
    assertThatThrownBy(() -> PublishedRepository.look(root.resolve("absent")))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("does not exist");
  }
}
