package io.github.imaallowlist.toolkit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.host.PackageKey;
import io.github.imaallowlist.rpm.repodata.RecordCheck;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.publish.PublishResult.Outcome;
import io.github.imaallowlist.toolkit.update.UpdateRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    return checkKeepingRemoved(NO_KEYS);
  }

  private PublishCheckResult checkKeepingRemoved(TrustRequest trust) throws AllowlistException {
    ListRequest list =
        list(Optional.empty())
            .withUpdates(
                new UpdateRequest(
                    Optional.of(Duration.ofDays(30)), Optional.empty(), Optional.empty(), now));
    return PublishCheck.run(
        new PublishCheckRequest(
            repository, allowlist(list, trust), new CheckTrust.BySigner(envelope), now),
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

  /** The repository's package signed, published until nothing is to be said, and not read again. */
  private TrustRequest publishSigned(PackageKey key, Requirement requirement, Instant clock)
      throws AllowlistException {
    key.sign(List.of(repository.resolve("a.rpm")));
    createrepo();
    TrustRequest trust = new TrustRequest(List.of(key.publicKey()), requirement, true, clock);
    publishCached(envelope, trust);
    publishCached(envelope, trust);
    assertThat(publishCached(envelope, trust).list()).isEmpty();
    return trust;
  }

  private static TrustRequest at(TrustRequest trust, Instant clock) {
    return new TrustRequest(trust.keyrings(), trust.requirement(), trust.allowUnsigned(), clock);
  }

  @Test
  @RequiresTool({"gpg", "rpmsign"})
  void signedPackagesAreNotReadAgainEither() throws Exception {
    try (PackageKey key = PackageKey.make(work.resolve("gpg"))) {
      TrustRequest trust = publishSigned(key, Requirement.PACKAGES, Instant.now());
      createrepoAnew();

      PublishResult again = publishCached(envelope, trust);

      assertThat(again.list()).as("what was read of packages").isEmpty();
      assertThat(again.outcome()).isEqualTo(Outcome.PUBLISHED);
      assertThat(checkKeepingRemoved(trust).differences()).isEmpty();
    }
  }

  /**
   * RPM takes no signature that expires: here it is one that is not from the future any more. The
   * time of the runs stands still, as SOURCE_DATE_EPOCH has it.
   */
  @Test
  @RequiresTool({"gpg", "rpmsign"})
  void packageWhoseSignatureTheClockReachedIsJudgedAnew() throws Exception {
    Instant before = now.minus(Duration.ofHours(2));
    try (PackageKey key = PackageKey.make(work.resolve("gpg"))) {
      TrustRequest trust = publishSigned(key, Requirement.PACKAGES, before);
      createrepoAnew();
      Instant soon = before.plus(Duration.ofHours(1));
      assertThat(publishCached(envelope, at(trust, soon)).list()).isEmpty();

      Instant later = now.plus(Duration.ofHours(1));
      PublishResult reached = publishCached(envelope, at(trust, later));

      assertThat(reached.list()).isPresent();
      assertThat(reached.outcome()).isEqualTo(Outcome.PUBLISHED);
      assertThat(checkKeepingRemoved(at(trust, later)).differences()).isEmpty();
    }
  }

  /** What vouches for the metadata is not what vouched for those of the last run. */
  @Test
  @RequiresTool({"gpg", "rpmsign"})
  void packagesThatTheMetadataMustVouchForAreReadAgain() throws Exception {
    try (PackageKey key = PackageKey.make(work.resolve("gpg"))) {
      TrustRequest trust = publishSigned(key, Requirement.BOTH, Instant.now());
      createrepoAnew();

      assertThat(publishCached(envelope, trust).list()).isPresent();
    }
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
