package io.github.imaallowlist.toolkit.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.rpm.repodata.DataCompression;
import io.github.imaallowlist.rpm.repodata.RepodataChange;
import io.github.imaallowlist.rpm.repodata.RepodataFile;
import io.github.imaallowlist.rpm.repodata.RepodataUpdate;
import io.github.imaallowlist.rpm.repodata.SignatureRule;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.signing.EllipticCurve;
import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.signing.Passphrase;
import io.github.imaallowlist.toolkit.AgeLimits;
import io.github.imaallowlist.toolkit.EnvelopeSigning;
import io.github.imaallowlist.toolkit.KeySpec;
import io.github.imaallowlist.toolkit.Keygen;
import io.github.imaallowlist.toolkit.KeygenRequest;
import io.github.imaallowlist.toolkit.ListTrust;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import io.github.imaallowlist.toolkit.Sign;
import io.github.imaallowlist.toolkit.SignRequest;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.TrustFiles;
import io.github.imaallowlist.toolkit.output.Destination.InFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller gets of a published repository. */
@RequiresTool({"createrepo_c", "gpg", "gpgconf", "sha256sum"})
final class FetchTest {
  private static final String POLICY =
      """
      {"meta":{"version":1,"generator":0},"release":0,
      "digests":{"/a":["%s"],"/b":["%s"]},"excludes":[],"keyrings":{},
      "ima":{"ignored_keyrings":[],"log_hash_alg":"sha1","dm_policy":null},
      "ima-buf":{},"verification-keys":"","provenance":{"sources":[{"revision":"%%s"}]%%s}}
      """
          .formatted("0".repeat(64), "1".repeat(64));

  @TempDir static Path home;
  private static Path keyring;
  private static Path secret;

  @TempDir private Path work;
  private Path repository;
  private Path key;
  private Path output;

  @BeforeAll
  static void makePublisher() throws IOException {
    gpg("--passphrase", "", "--quick-generate-key", "publisher@example.org", "ed25519", "sign");
    keyring = Files.write(home.resolve("public"), gpg("--export").output());
    secret = Files.write(home.resolve("secret"), gpg("--export-secret-keys").output());
  }

  @AfterAll
  static void stopAgent() {
    Tools.run("gpgconf", "--homedir", home, "--kill", "all");
  }

  private static Tools.Outcome gpg(Object... args) {
    List<Object> command = new ArrayList<>(List.of("gpg", "--homedir", home, "--batch", "--quiet"));
    command.addAll(Arrays.asList(args));
    return Tools.run(command.toArray()).succeeded();
  }

  @BeforeEach
  void makeRepository() throws Exception {
    repository = Files.createDirectory(work.resolve("repository"));
    output = work.resolve("output");
    key = work.resolve("key");
    Keygen.run(
        new KeygenRequest(EllipticCurve.P_256, key, work.resolve("key.pub"), Optional.empty()));
  }

  private Path policy(String revision, String more) throws IOException {
    return Files.writeString(work.resolve("policy"), POLICY.formatted(revision, more));
  }

  private Path signed(Path policy) throws AllowlistException {
    return signed(
        policy,
        new EnvelopeSigning(
            List.of(
                new KeySpec(
                    new KeyLocation.InFile(key, Optional.empty()),
                    Optional.empty(),
                    Passphrase.none()))));
  }

  private Path signed(Path policy, SigningRequest signing) throws AllowlistException {
    Path signed = work.resolve("signed");
    Sign.run(new SignRequest(policy, signing, new InFile(signed), work));
    return signed;
  }

  private static RepodataFile file(String type, Path content) throws IOException {
    return new RepodataFile(
        type,
        "x",
        DataCompression.GZIP,
        RepodataFile.Content.of(Files.readAllBytes(content)),
        1_700_000_000);
  }

  private void publish(String revision, RepodataFile... files) throws Exception {
    BuiltRepository.createRepodata(repository, "--revision", revision);
    RepodataUpdate.run(
        repository,
        new RepodataChange(List.of(files), Set.of(), new SignatureRule.RemoveStale(), 0));
    Path repomd = repository.resolve("repodata/repomd.xml");
    Files.deleteIfExists(Path.of(repomd + ".asc"));
    gpg("--armor", "--detach-sign", repomd);
  }

  private FetchRequest request() {
    return new FetchRequest(
        repository.toString(),
        SourceSettings.defaults(),
        new RepositoryTrust(List.of(keyring), false),
        Optional.of(
            new ListTrust(TrustFiles.ofKeys(List.of(work.resolve("key.pub"))), Instant.now())),
        Instant.now(),
        new FetchOutputs(
            new InFile(output),
            new InFile(work.resolve("output.sig")),
            Optional.of(new InFile(work.resolve("fetched-policy"))),
            Optional.empty()),
        true,
        AgeLimits.NONE,
        false,
        work);
  }

  private FetchRequest trusting(Optional<ListTrust> trust) {
    FetchRequest old = request();
    return new FetchRequest(
        old.source(),
        old.settings(),
        old.repositoryTrust(),
        trust,
        old.now(),
        old.outputs(),
        old.ifNewer(),
        old.age(),
        old.allowOlder(),
        old.temporaryFolder());
  }

  private FetchRequest withImaPolicy() {
    FetchRequest old = request();
    return new FetchRequest(
        old.source(),
        old.settings(),
        old.repositoryTrust(),
        old.listTrust(),
        old.now(),
        new FetchOutputs(
            old.outputs().list(),
            old.outputs().signature(),
            old.outputs().policy(),
            Optional.of(new InFile(work.resolve("fetched-ima-policy")))),
        old.ifNewer(),
        old.age(),
        old.allowOlder(),
        old.temporaryFolder());
  }

  private static void assertFails(ExitCode exitCode, String says, ThrowingCallable run) {
    assertThatThrownBy(run)
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(exitCode, AllowlistException::exitCode)
        .extracting(AllowlistException::getMessage, InstanceOfAssertFactories.STRING)
        .contains(says);
  }

  @Test
  void envelopeAndPolicyAreWrittenOnce() throws Exception {
    Path envelope = signed(policy("7", ""));
    publish("7", file("ima-allowlist", envelope));

    FetchResult first = Fetch.run(request());
    FetchResult second = Fetch.run(request());

    assertThat(first.changed()).isTrue();
    assertThat(first.paths()).isEqualTo(2);
    assertThat(first.bytes()).isEqualTo(Files.size(envelope));
    assertThat(first.repositorySigner()).isPresent();
    assertThat(first.isBehind()).isFalse();
    assertThat(output).hasSameBinaryContentAs(envelope);
    assertThat(work.resolve("fetched-policy")).hasSameBinaryContentAs(work.resolve("policy"));
    assertThat(second.changed()).isFalse();
    assertThat(second).usingRecursiveComparison().ignoringFields("changed").isEqualTo(first);
  }

  @Test
  void olderListDoesNotTakeThePlaceOfANewerOne() throws Exception {
    publish("7", file("ima-allowlist", signed(policy("7", ""))));
    Fetch.run(request());
    publish("8", file("ima-allowlist", signed(policy("6", ""))));

    assertFails(ExitCode.NO_TRUST, "it is older than", () -> Fetch.run(request()));
    Files.delete(output);
    assertThat(Fetch.run(request()).isBehind()).isTrue();
  }

  @Test
  void detachedSignatureIsWrittenBesideTheList() throws Exception {
    Path policy = policy("7", "");
    OpenPgpKey openPgp =
        new OpenPgpKey.InFile(secret, Optional.empty(), Passphrase.none(), Instant.now());
    Path signature = signed(policy, new OpenPgpSigning(openPgp));
    publish("7", file("ima-allowlist", policy), file("ima-allowlist-signature", signature));
    TrustFiles trust =
        new TrustFiles(List.of(), List.of(), List.of(), List.of(), List.of(keyring), 1);

    FetchRequest request = trusting(Optional.of(new ListTrust(trust, Instant.now())));

    assertThat(Fetch.run(request).changed()).isTrue();
    assertThat(work.resolve("output.sig")).hasSameBinaryContentAs(signature);
    assertThat(output).hasSameBinaryContentAs(policy);
    assertThat(Fetch.run(request).changed()).isFalse();
    assertFails(ExitCode.NO_TRUST, "no OpenPGP key was given", () -> Fetch.run(request()));
  }

  @Test
  void listWithoutSignatureIsTakenOnlyWhereNobodyHasToSign() throws Exception {
    publish("7", file("ima-allowlist", policy("7", "")));

    assertFails(ExitCode.NO_TRUST, "it is not signed", () -> Fetch.run(request()));
    assertThat(Fetch.run(trusting(Optional.empty())).signers()).isEmpty();

    publish("8", file("ima-allowlist", signed(policy("8", ""))));
    assertFails(ExitCode.NO_TRUST, "signed envelope", () -> Fetch.run(trusting(Optional.empty())));
  }

  @Test
  void somebodyMustHaveSigned() {
    FetchRequest request = request();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FetchRequest(
                    request.source(),
                    request.settings(),
                    new RepositoryTrust(List.of(), true),
                    Optional.empty(),
                    request.now(),
                    request.outputs(),
                    true,
                    AgeLimits.NONE,
                    false,
                    work));
  }

  @Test
  void imaPolicyBelongsToTheList() throws Exception {
    Path imaPolicy = Files.writeString(work.resolve("ima"), "measure func=BPRM_CHECK\n");
    String sha256 = Tools.run("sha256sum", imaPolicy).succeeded().text().substring(0, 64);
    String filter = ",\"filter\":{\"counts\":{},\"ima-policy-sha256\":\"%s\"}";
    Path list = signed(policy("7", filter.formatted(sha256)));
    publish("7", file("ima-allowlist", list), file("ima-policy", imaPolicy));
    Fetch.run(withImaPolicy());
    assertThat(work.resolve("fetched-ima-policy")).hasSameBinaryContentAs(imaPolicy);

    list = signed(policy("8", filter.formatted("0".repeat(64))));
    publish("8", file("ima-allowlist", list), file("ima-policy", imaPolicy));
    assertFails(ExitCode.FINDINGS, "for another IMA policy", () -> Fetch.run(withImaPolicy()));

    list = signed(policy("8", filter.formatted("something")));
    publish("8", file("ima-allowlist", list), file("ima-policy", imaPolicy));
    assertFails(ExitCode.MALFORMED, "no SHA-256 digest", () -> Fetch.run(withImaPolicy()));

    publish("9", file("ima-allowlist", list));
    assertFails(ExitCode.FINDINGS, "no record of type", () -> Fetch.run(withImaPolicy()));
  }

  @Test
  void whatIsNoPolicyIsRefused() throws Exception {
    publish("7", file("ima-allowlist", Files.writeString(work.resolve("policy"), "{}")));
    assertFails(
        ExitCode.MALFORMED, "Keylime would refuse", () -> Fetch.run(trusting(Optional.empty())));
    assertThat(output).doesNotExist();
  }
}
