package io.github.imaallowlist.toolkit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.rpm.repodata.CompressingStream;
import io.github.imaallowlist.rpm.repodata.DataCompression;
import io.github.imaallowlist.rpm.repodata.RecordCheck;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.signing.Passphrase;
import io.github.imaallowlist.signing.cms.CmsForm;
import io.github.imaallowlist.toolkit.CmsSigning;
import io.github.imaallowlist.toolkit.EnvelopeSigner;
import io.github.imaallowlist.toolkit.KeySpec;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.publish.PublishResult.Outcome;
import io.github.imaallowlist.toolkit.publish.PublishResult.RepomdSignature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What is recorded stays while it is true and well signed, and only then. */
@RequiresTool("createrepo_c")
final class PublishTest extends PublishCase {
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
  @RequiresTool({"createrepo_c", "zstd"})
  void copyHasTheRecordedEnvelope() throws Exception {
    PublishResult result = publishCached(envelope);

    Path recorded = result.records().get(0).location().path().in(repository);
    byte[] content = Tools.run("zstd", "-dcq", recorded).succeeded().output();
    assertThat(work.resolve("copy")).hasBinaryContent(content);
    assertThat(result.records().get(0).openSize()).hasValue(content.length);
  }

  /** The bytes are written by another thread than the one that signs. */
  @Test
  void fullDiskIsToldWhereAListIsSigned() throws Exception {
    EnvelopeSigner signer = (EnvelopeSigner) envelope.open();
    ByteSource list = ByteSource.of("list", new byte[5_000_000]);
    try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"));
        CompressingStream out =
            new CompressingStream(RecordTypes.LIST, DataCompression.ZSTD, full)) {
      assertThatThrownBy(
              () -> {
                signer.sign(list, out);
                out.finish();
              })
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
    }
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
}
