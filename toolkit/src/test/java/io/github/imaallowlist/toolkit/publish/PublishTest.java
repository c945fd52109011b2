package io.github.imaallowlist.toolkit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repodata.DataCompression;
import io.github.imaallowlist.rpm.repodata.RecordCheck;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.signing.EllipticCurve;
import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.signing.Passphrase;
import io.github.imaallowlist.signing.cms.CmsForm;
import io.github.imaallowlist.toolkit.CmsSigning;
import io.github.imaallowlist.toolkit.EnvelopeSigning;
import io.github.imaallowlist.toolkit.KeySpec;
import io.github.imaallowlist.toolkit.Keygen;
import io.github.imaallowlist.toolkit.KeygenRequest;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.cache.CacheRequest;
import io.github.imaallowlist.toolkit.generate.AllowlistRequest;
import io.github.imaallowlist.toolkit.generate.FileSignatureRequest;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.publish.PublishResult.Outcome;
import io.github.imaallowlist.toolkit.publish.PublishResult.RepomdSignature;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import io.github.imaallowlist.toolkit.update.UpdateRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded stays while it is true and well signed, and only then. */
@RequiresTool("createrepo_c")
final class PublishTest {
  private final Instant now = Instant.now();

  @TempDir private Path work;
  private Path repository = Path.of("");
  private SigningRequest envelope = new EnvelopeSigning(List.of(spec(Path.of("none"))));

  @BeforeEach
  void makeRepository() throws Exception {
    repository = Files.createDirectory(work.resolve("repository"));
    write("a");
    createrepo();
    envelope = envelope("key");
  }

  private void write(String name) throws IOException {
    byte[] rpm = RpmBytes.named(name).executable("/usr/bin/" + name, name).build();
    Files.write(repository.resolve(name + ".rpm"), rpm);
  }

  private void createrepo(String... options) {
    BuiltRepository.createRepodata(repository, options);
  }

  private static KeySpec spec(Path key) {
    return new KeySpec(
        new KeyLocation.InFile(key, Optional.empty()), Optional.empty(), Passphrase.none());
  }

  private EnvelopeSigning envelope(String name) throws AllowlistException {
    Path key = work.resolve(name);
    Keygen.run(
        new KeygenRequest(EllipticCurve.P_256, key, work.resolve(name + ".pub"), Optional.empty()));
    return new EnvelopeSigning(List.of(spec(key)));
  }

  private ListRequest list(Optional<Duration> validFor) {
    ListRequest any = ListRequest.of(AllowlistFormat.KEYLIME);
    return new ListRequest(
        any.algorithms(),
        any.format(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        validFor.map(duration -> Validity.of(now, duration)),
        Optional.empty(),
        false);
  }

  private AllowlistRequest allowlist(ListRequest list) {
    return new AllowlistRequest(
        new SourceRequest(
            List.of(repository.toString()),
            SourceSettings.defaults(),
            PackageSelection.everything(),
            ReadMode.PAYLOAD,
            2),
        new TrustRequest(List.of(), Requirement.EITHER, true, Instant.EPOCH),
        FileSignatureRequest.NONE,
        list,
        Optional.empty(),
        work);
  }

  private PublishResult publish(Optional<SigningRequest> signing) throws AllowlistException {
    return publish(list(Optional.empty()), signing);
  }

  private PublishResult publish(ListRequest list, Optional<SigningRequest> signing)
      throws AllowlistException {
    return Publish.run(
        new PublishRequest(
            repository,
            allowlist(list),
            signing,
            new RepomdSigning.NotSigned(),
            DataCompression.ZSTD,
            Optional.empty(),
            Optional.empty(),
            0),
        ProgressListener.NONE);
  }

  private PublishCheckResult check(CheckTrust trust) throws AllowlistException {
    return PublishCheck.run(
        new PublishCheckRequest(repository, allowlist(list(Optional.empty())), trust, now),
        ProgressListener.NONE);
  }

  /** Publishes twice, and looks whether that was once. */
  private void assertStays(SigningRequest signing) throws Exception {
    PublishResult first = publish(Optional.of(signing));
    assertThat(first.outcome()).isEqualTo(Outcome.PUBLISHED);
    assertThat(first.listStayed()).isFalse();
    PublishResult second = publish(Optional.of(signing));
    assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(second.listStayed()).isTrue();
    assertThat(second.records()).isEqualTo(first.records());
    assertThat(check(new CheckTrust.BySigner(signing)).isTrue()).isTrue();
  }

  @Test
  void envelopeStays() throws Exception {
    assertStays(envelope);
    assertThat(RecordCheck.check(repository, RecordTypes.LIST)).isPresent();
    assertThat(RecordCheck.check(repository, RecordTypes.SIGNATURE)).isEmpty();
    PublishCheckResult checked =
        check(new CheckTrust.ByKeys(List.of(work.resolve("key.pub")), List.of()));
    assertThat(checked.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(checked.signers()).hasSize(1);
  }

  @Test
  @RequiresTool("openssl")
  void cmsSignatureStaysInItsForm() throws Exception {
    Path certificate = work.resolve("certificate");
    Tools.run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-noenc",
            "-keyout",
            work.resolve("cms"),
            "-out",
            certificate,
            "-subj",
            "/CN=signer",
            "-addext",
            "keyUsage=digitalSignature")
        .succeeded();
    KeySpec key =
        new KeySpec(
            new KeyLocation.InFile(work.resolve("cms"), Optional.empty()),
            Optional.of(certificate),
            Passphrase.none());
    // Each run signs at another time: bytes that stay were not made anew.
    assertStays(new CmsSigning(key, List.of(), CmsForm.PEM, Instant.now()));
    CmsSigning later = new CmsSigning(key, List.of(), CmsForm.PEM, Instant.now().plusSeconds(2));
    assertThat(publish(Optional.of(later)).outcome()).isEqualTo(Outcome.UNCHANGED);
    CmsSigning other = new CmsSigning(key, List.of(), CmsForm.DER, Instant.now());
    assertThat(publish(Optional.of(other)).outcome()).isEqualTo(Outcome.PUBLISHED);
    assertThat(RecordCheck.check(repository, RecordTypes.SIGNATURE)).isPresent();
    assertThat(check(new CheckTrust.ByKeys(List.of(certificate), List.of())).isTrue()).isTrue();
    assertThat(check(new CheckTrust.ByKeys(List.of(work.resolve("key.pub")), List.of())).exitCode())
        .isEqualTo(ExitCode.NO_TRUST);

    PublishResult envelopeAgain = publish(Optional.of(envelope));
    assertThat(envelopeAgain.removed()).containsExactly(RecordTypes.SIGNATURE);
  }

  @Test
  @RequiresTool({"gpg", "gpgconf"})
  void openPgpSignatureStays() throws Exception {
    Path home = Files.createDirectory(work.resolve("gpg"));
    gpg(home, "--passphrase", "", "--quick-generate-key", "a@example.org", "ed25519", "sign");
    Path secret = work.resolve("secret");
    Files.write(secret, gpg(home, "--export-secret-keys").output());
    Path keyring = Files.write(work.resolve("public"), gpg(home, "--export").output());
    try {
      OpenPgpKey key =
          new OpenPgpKey.InFile(secret, Optional.empty(), Passphrase.none(), Instant.now());
      assertStays(new OpenPgpSigning(key));
      assertThat(
              publish(
                      Optional.of(
                          new OpenPgpSigning(
                              new OpenPgpKey.OfGpg(
                                  "a@example.org", Optional.of(home), "gpg", Optional.empty()))))
                  .outcome())
          .isEqualTo(Outcome.UNCHANGED);
      assertThat(check(new CheckTrust.ByKeys(List.of(), List.of(keyring))).isTrue()).isTrue();

      // Of the repository's own signature the same holds.
      assertThat(publishSigned(key).repomdSignature()).isEqualTo(RepomdSignature.RENEWED);
      PublishResult again = publishSigned(key);
      assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
      assertThat(again.repomdSignature()).isEqualTo(RepomdSignature.UNCHANGED);
      assertThat(again.repomdSignedBy().keys()).isEmpty();
    } finally {
      Tools.run("gpgconf", "--homedir", home, "--kill", "all");
    }
  }

  private PublishResult publishSigned(OpenPgpKey key) throws AllowlistException {
    return Publish.run(
        new PublishRequest(
            repository,
            allowlist(list(Optional.empty())),
            Optional.of(envelope),
            new RepomdSigning.By(key),
            DataCompression.GZIP,
            Optional.empty(),
            Optional.empty(),
            0),
        ProgressListener.NONE);
  }

  private static Tools.Outcome gpg(Path home, Object... arguments) {
    List<Object> command =
        new java.util.ArrayList<>(List.of("gpg", "--homedir", home, "--batch", "--quiet"));
    command.addAll(List.of(arguments));
    return Tools.run(command.toArray()).succeeded();
  }

  @Test
  void listByAnotherKeyIsMadeAnewAndSaysSo() throws Exception {
    publish(Optional.of(envelope));
    PublishResult result = publish(Optional.of(envelope("other")));
    assertThat(result.listStayed()).isFalse();
    assertThat(result.notes()).singleElement().asString().contains("made anew");
    PublishCheckResult checked = check(new CheckTrust.BySigner(envelope));
    assertThat(checked.exitCode()).isEqualTo(ExitCode.NO_TRUST);
  }

  @Test
  void otherPackagesAreAnotherList() throws Exception {
    assertThat(check(new CheckTrust.Nobody()).differences()).containsExactly("no list is recorded");
    publish(Optional.empty());
    assertThat(check(new CheckTrust.Nobody()).isTrue()).isTrue();
    write("b");
    createrepo("--update", "--keep-all-metadata");

    PublishCheckResult checked = check(new CheckTrust.Nobody());

    assertThat(checked.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(checked.differences())
        .contains("/usr/bin/b: is missing")
        .first(InstanceOfAssertFactories.STRING)
        .startsWith("paths: 1 missing from the recorded list");
    assertThat(publish(Optional.empty()).outcome()).isEqualTo(Outcome.PUBLISHED);
    assertThat(check(new CheckTrust.Nobody()).isTrue()).isTrue();
  }

  @Test
  void validityIsKeptWhileHalfOfItIsLeft() throws Exception {
    ListRequest month = list(Optional.of(Duration.ofDays(30)));
    publish(month, Optional.of(envelope));
    assertThat(publish(month, Optional.of(envelope)).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(check(new CheckTrust.BySigner(envelope)).isTrue()).isTrue();
    ListRequest year = list(Optional.of(Duration.ofDays(365)));
    assertThat(publish(year, Optional.of(envelope)).outcome()).isEqualTo(Outcome.PUBLISHED);
    write("b");
    createrepo("--update", "--keep-all-metadata");
    assertThat(publish(year, Optional.of(envelope)).listStayed()).isFalse();
    PublishCheckRequest later =
        new PublishCheckRequest(
            repository,
            allowlist(list(Optional.empty())),
            new CheckTrust.BySigner(envelope),
            now.plus(Duration.ofDays(366)));
    assertThat(PublishCheck.run(later, ProgressListener.NONE).differences())
        .singleElement()
        .asString()
        .startsWith("it expired at");
  }

  @Test
  void findingsLeaveAllAsItWas() throws Exception {
    publish(Optional.of(envelope));
    byte[] repomd = Files.readAllBytes(repository.resolve("repodata/repomd.xml"));
    Files.write(repository.resolve("a.rpm"), new byte[] {1});

    PublishResult result = publish(Optional.of(envelope));

    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.notes()).singleElement().asString().contains("older packages");
    assertThat(repository.resolve("repodata/repomd.xml")).hasBinaryContent(repomd);
    assertThat(check(new CheckTrust.BySigner(envelope)).exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void signatureThatNobodyWouldRenewIsAReasonToStopAtOnce() throws Exception {
    Files.writeString(repository.resolve("repodata/repomd.xml.asc"), "signature");
    assertThatThrownBy(() -> publish(Optional.of(envelope)))
        .isInstanceOfSatisfying(
            AllowlistException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(e.remedy()).contains("--repomd-key");
            });
    assertThat(repository.resolve(".ima-allowlist.lock")).doesNotExist();
  }

  /** With a cache, and a copy of the list beside the repository. */
  private PublishResult publishCached(SigningRequest signing) throws AllowlistException {
    AllowlistRequest plain =
        allowlist(
            list(Optional.empty())
                .withUpdates(
                    new UpdateRequest(
                        Optional.of(Duration.ofDays(30)),
                        Optional.empty(),
                        Optional.empty(),
                        now)));
    SourceRequest source =
        new SourceRequest(
            plain.source().names(),
            plain.source().settings(),
            plain.source().selection(),
            ReadMode.PAYLOAD,
            2,
            Optional.of(new CacheRequest(work.resolve("cache"), false)),
            Optional.empty());
    return Publish.run(
        new PublishRequest(
            repository,
            new AllowlistRequest(
                source,
                plain.trust(),
                plain.fileSignatures(),
                plain.list(),
                Optional.empty(),
                work),
            Optional.of(signing),
            new RepomdSigning.NotSigned(),
            DataCompression.ZSTD,
            Optional.of(work.resolve("copy")),
            Optional.empty(),
            0),
        ProgressListener.NONE);
  }

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
