package io.github.imaallowlist.toolkit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.rpm.repodata.RecordCheck;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.publish.PublishResult.Outcome;
import io.github.imaallowlist.toolkit.update.UpdateRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run leaves for the next one serves while it is true, and only then. */
@RequiresTool("createrepo_c")
final class LastRunTest extends PublishCase {
  @Test
  void nothingIsReadWhileNothingChanged() throws Exception {
    assertThat(publishCached(envelope).outcome()).isEqualTo(Outcome.PUBLISHED);
    assertThat(work.resolve("copy")).isNotEmptyFile();
    publishCached(envelope);

    PublishResult again = publishCached(envelope);

    assertThat(again.list()).isEmpty();
    assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
    Files.writeString(work.resolve("copy"), "{}");
    assertThat(publishCached(envelope).list()).isPresent();
  }

  /** The first run says that there was no list before, and so is no one to go on from. */
  private void publishUntilNothingIsToBeSaid() throws AllowlistException {
    publishCached(envelope);
    assertThat(publishCached(envelope).notes()).isEmpty();
  }

  /** That createrepo_c is run anew, as it is after a second. */
  private void createrepoAnew() {
    createrepo("--update", "--revision", "1234567", "--set-timestamp-to-revision");
  }

  private PublishCheckResult checkKeepingRemoved() throws AllowlistException {
    ListRequest list =
        list(Optional.empty())
            .withUpdates(
                new UpdateRequest(
                    Optional.of(Duration.ofDays(30)), Optional.empty(), Optional.empty(), now));
    return PublishCheck.run(
        new PublishCheckRequest(
            repository, allowlist(list), new CheckTrust.BySigner(envelope), now),
        ProgressListener.NONE);
  }

  @Test
  void metadataMadeAnewOfTheSamePackagesGetTheSameListOfTheirState() throws Exception {
    publishUntilNothingIsToBeSaid();
    createrepoAnew();
    assertThat(checkKeepingRemoved().isTrue()).as("createrepo_c leaves no true record").isFalse();

    PublishResult again = publishCached(envelope);

    assertThat(again.list()).as("what was read of packages").isEmpty();
    assertThat(again.outcome()).isEqualTo(Outcome.PUBLISHED);
    assertThat(again.signedBy().keys()).hasSize(1);
    // Without the cache, from the packages themselves, the list has the same bytes.
    assertThat(checkKeepingRemoved().differences()).isEmpty();
    assertThat(publishCached(envelope).outcome()).isEqualTo(Outcome.UNCHANGED);
    createrepo("--update", "--revision", "1234568", "--set-timestamp-to-revision");
    assertThat(publishCached(envelope).list()).isEmpty();
    assertThat(checkKeepingRemoved().differences()).isEmpty();
  }

  @Test
  void metadataOfOtherPackagesAreRead() throws Exception {
    publishUntilNothingIsToBeSaid();
    write("b");
    createrepoAnew();

    assertThat(publishCached(envelope).list()).isPresent();
    assertThat(checkKeepingRemoved().differences()).isEmpty();
  }

  @Test
  void packageThatIsNotTheSameFileIsLookedAt() throws Exception {
    publishUntilNothingIsToBeSaid();
    createrepoAnew();
    Files.delete(repository.resolve("a.rpm"));

    assertThat(publishCached(envelope).outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void metadataFileThatIsNotTheRecordedOneStopsTheRun() throws Exception {
    publishUntilNothingIsToBeSaid();
    createrepoAnew();
    try (var files = Files.newDirectoryStream(repository.resolve("repodata"), "*-primary.xml.*")) {
      for (Path primary : files) {
        byte[] bytes = Files.readAllBytes(primary);
        bytes[bytes.length - 1] ^= 1;
        Files.write(primary, bytes);
      }
    }

    assertThatThrownBy(() -> publishCached(envelope)).isInstanceOf(AllowlistException.class);
    assertThat(RecordCheck.check(repository, RecordTypes.LIST)).isEmpty();
  }

  @Test
  void damagedListOfTheLastRunIsMadeAnew() throws Exception {
    publishUntilNothingIsToBeSaid();
    createrepoAnew();
    try (var files = Files.newDirectoryStream(work.resolve("cache/published"), "*.json")) {
      for (Path list : files) {
        String text = Files.readString(list);
        Files.writeString(list, text.replace("/usr/bin/a", "/usr/bin/b"));
      }
    }

    assertThat(publishCached(envelope).list()).isPresent();
    assertThat(checkKeepingRemoved().differences()).isEmpty();
  }
}
