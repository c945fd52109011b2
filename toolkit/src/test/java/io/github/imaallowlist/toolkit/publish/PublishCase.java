package io.github.imaallowlist.toolkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repodata.DataCompression;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.signing.EllipticCurve;
import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.signing.Passphrase;
import io.github.imaallowlist.toolkit.EnvelopeSigning;
import io.github.imaallowlist.toolkit.KeySpec;
import io.github.imaallowlist.toolkit.Keygen;
import io.github.imaallowlist.toolkit.KeygenRequest;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.cache.CacheRequest;
import io.github.imaallowlist.toolkit.generate.AllowlistRequest;
import io.github.imaallowlist.toolkit.generate.FileSignatureRequest;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.publish.PublishResult.Outcome;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import io.github.imaallowlist.toolkit.update.UpdateRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository of one package, and ways to publish it. */
abstract class PublishCase {
  static final TrustRequest NO_KEYS =
      new TrustRequest(List.of(), Requirement.EITHER, true, Instant.EPOCH);

  final Instant now = Instant.now();

  @TempDir Path work;
  Path repository = Path.of("");
  SigningRequest envelope = new EnvelopeSigning(List.of(spec(Path.of("none"))));

  @BeforeEach
  void makeRepository() throws Exception {
    repository = Files.createDirectory(work.resolve("repository"));
    write("a");
    createrepo();
    envelope = envelope("key");
  }

  void write(String name) throws IOException {
    byte[] rpm = RpmBytes.named(name).executable("/usr/bin/" + name, name).build();
    Files.write(repository.resolve(name + ".rpm"), rpm);
  }

  void createrepo(String... options) {
    BuiltRepository.createRepodata(repository, options);
  }

  static KeySpec spec(Path key) {
    return new KeySpec(
        new KeyLocation.InFile(key, Optional.empty()), Optional.empty(), Passphrase.none());
  }

  EnvelopeSigning envelope(String name) throws AllowlistException {
    Path key = work.resolve(name);
    Keygen.run(
        new KeygenRequest(EllipticCurve.P_256, key, work.resolve(name + ".pub"), Optional.empty()));
    return new EnvelopeSigning(List.of(spec(key)));
  }

  ListRequest list(Optional<Duration> validFor) {
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

  AllowlistRequest allowlist(ListRequest list) {
    return allowlist(list, NO_KEYS);
  }

  AllowlistRequest allowlist(ListRequest list, TrustRequest trust) {
    return new AllowlistRequest(
        new SourceRequest(
            List.of(repository.toString()),
            SourceSettings.defaults(),
            PackageSelection.everything(),
            ReadMode.PAYLOAD,
            2),
        trust,
        FileSignatureRequest.NONE,
        list,
        Optional.empty(),
        work);
  }

  PublishResult publish(Optional<SigningRequest> signing) throws AllowlistException {
    return publish(list(Optional.empty()), signing);
  }

  PublishResult publish(ListRequest list, Optional<SigningRequest> signing)
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

  PublishCheckResult check(CheckTrust trust) throws AllowlistException {
    return PublishCheck.run(
        new PublishCheckRequest(repository, allowlist(list(Optional.empty())), trust, now),
        ProgressListener.NONE);
  }

  /** Publishes twice, and looks whether that was once. */
  void assertStays(SigningRequest signing) throws Exception {
    PublishResult first = publish(Optional.of(signing));
    assertThat(first.outcome()).isEqualTo(Outcome.PUBLISHED);
    assertThat(first.listStayed()).isFalse();
    PublishResult second = publish(Optional.of(signing));
    assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(second.listStayed()).isTrue();
    assertThat(second.records()).isEqualTo(first.records());
    assertThat(check(new CheckTrust.BySigner(signing)).isTrue()).isTrue();
  }

  /** With a cache, and a copy of the list beside the repository. */
  PublishResult publishCached(SigningRequest signing) throws AllowlistException {
    return publishCached(signing, NO_KEYS);
  }

  PublishResult publishCached(SigningRequest signing, TrustRequest trust)
      throws AllowlistException {
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
                source, trust, plain.fileSignatures(), plain.list(), Optional.empty(), work),
            Optional.of(signing),
            new RepomdSigning.NotSigned(),
            DataCompression.ZSTD,
            Optional.of(work.resolve("copy")),
            Optional.empty(),
            0),
        ProgressListener.NONE);
  }
}
