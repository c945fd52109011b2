package io.github.imaallowlist.cli;

import static io.github.imaallowlist.cli.PublishedRepository.LIST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.repodata.RecordCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook in the real bs_publish, between its createrepo and its sign. */
@RequiresTool({"createrepo_c", "gpg", "gpgconf", "gpgv", "modifyrepo_c"})
final class ObsPublishTest {
  private static final Path RESOURCES = Path.of("src/test/resources/obs").toAbsolutePath();
  private static final Path INTEGRATION =
      Path.of("../integrations/open-build-service").toAbsolutePath();

  @TempDir private Path work;
  private Path server;
  private PublishedRepository repository;

  @BeforeEach
  void prepare() throws Exception {
    server = ObsServer.folder();
    repository = PublishedRepository.in(work);
    configure("");
  }

  @AfterEach
  void stopAgent() {
    if (repository != null) {
      repository.close();
    }
  }

  /** The hook's options for a repository whose packages nobody signed. */
  private String options() {
    return "'--allow-unsigned', '--key', '%s'".formatted(repository.key());
  }

  /** A small BSConfig.pm, with more settings for the hook. */
  private void configure(String settings) throws Exception {
    configure(options(), settings);
  }

  private void configure(String options, String settings) throws Exception {
    Path config = Files.createDirectories(work.resolve("config"));
    Files.writeString(
        config.resolve("BSConfig.pm"),
        """
        package BSConfig;
        use lib '%s';
        require ImaAllowlist;
        our $bsdir = '%s';
        our $obsname = 'test';
        our $srcserver = 'http://localhost:1';
        our $reposerver = 'http://localhost:1';
        our $createrepo = 'createrepo_c';
        our $modifyrepo = 'modifyrepo_c';
        our $sign = '%s';
        our $sign_project = 1;
        our $gpg_standard_key = 'file:///nowhere';
        our $createrepo_rpmmd_hook = ImaAllowlist::hook(
          program => '%s', options => [%s], %s);
        1;
        """
            .formatted(
                INTEGRATION,
                work.resolve("bs"),
                RESOURCES.resolve("sign"),
                Program.inScript(work.resolve("ima-allowlist")),
                options,
                settings));
  }

  private Tools.Outcome publish(String... steps) {
    return publishWith(Path.of("-"), steps);
  }

  private Tools.Outcome publishWith(Path projectKey, String... steps) {
    List<Object> command = new ArrayList<>(List.of("perl", RESOURCES.resolve("publisher.pl")));
    command.addAll(List.of(server, work.resolve("config"), repository.folder()));
    command.addAll(List.of("home:me", "standard", projectKey));
    command.addAll(Arrays.asList(steps));
    return Tools.command(command.toArray())
        .with(
            Map.of(
                "SIGN_HOME", repository.home().toString(),
                "XDG_CACHE_HOME", work.resolve("cache").toString()))
        .run();
  }

  private void assertSigned() {
    Tools.run(
            "gpgv",
            "--keyring",
            repository.keyring("publisher"),
            repository.repodata("repomd.xml.asc"),
            repository.repodata("repomd.xml"))
        .succeeded();
  }

  /** What a verifier gets of it. */
  private String fetched() throws Exception {
    Path policy = work.resolve("policy");
    Run.of(
            "fetch",
            repository.folder(),
            "--keyring",
            repository.keyring("publisher"),
            "--key",
            repository.publicKey(),
            "-o",
            work.resolve("fetched"),
            "--policy-output",
            policy)
        .succeeded();
    return Files.readString(policy);
  }

  @Test
  void theRecordIsThereAndCoveredByTheSignature() throws Exception {
    assertThat(publish("rpmmd").succeeded().text()).contains("running ima-allowlist publish");

    assertThat(RecordCheck.check(repository.folder(), LIST)).isPresent();
    assertSigned();
    assertThat(fetched()).contains("/usr/bin/a");
  }

  @Test
  void theRecordSurvivesTheNextPublishAndIsOfThePackagesThen() throws Exception {
    publish("rpmmd").succeeded();
    MetadataRecord first = RecordCheck.check(repository.folder(), LIST).orElseThrow();
    fetched();
    Repositories.write(repository.folder(), "b.rpm", Repositories.simple("b"));

    publish("rpmmd").succeeded();

    MetadataRecord second = RecordCheck.check(repository.folder(), LIST).orElseThrow();
    assertThat(second.checksum()).isNotEqualTo(first.checksum());
    assertSigned();
    assertThat(fetched()).contains("/usr/bin/a", "/usr/bin/b");
  }

  @Test
  void patternsThatAreAddedBehindItKeepTheRecord() throws Exception {
    publish("rpmmd", "patterns").succeeded();

    assertThat(Files.readString(repository.repodata("repomd.xml"))).contains("\"patterns\"");
    assertThat(RecordCheck.check(repository.folder(), LIST)).isPresent();
    assertSigned();
    assertThat(fetched()).contains("/usr/bin/a");
  }

  @Test
  void publishingFailsWithTheListAndSaysWhy() throws Exception {
    configure("'--key', '%s'".formatted(repository.key()), "");

    Tools.Outcome outcome = publish("rpmmd");

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.errorText())
        .contains(
            "no key is pinned",
            "ima-allowlist: home:me/standard is not published: exit status 5, no trust");
    assertThat(repository.repodata("repomd.xml.asc")).doesNotExist();
  }

  @Test
  void onFailureWarnPublishesWithoutTheList() throws Exception {
    configure("'--key', '%s'".formatted(repository.key()), "on_failure => 'warn'");

    assertThat(publish("rpmmd").succeeded().errorText())
        .contains("exit status 5", "going on without a new list");
    assertThat(RecordCheck.check(repository.folder(), LIST)).isEmpty();
    assertSigned();
  }

  @Test
  @RequiresTool("rpmsign")
  void theProjectsKeyIsPinnedForItsPackages() throws Exception {
    configure("'--key', '%s'".formatted(repository.key()), "project_key => 1");
    assertThat(publish("rpmmd").errorText()).contains("the project has no key");

    Path pubkey = work.resolve("pubkey.asc");
    Files.write(pubkey, repository.gpg("--armor", "--export", "publisher@example.org").output());
    assertThat(publishWith(pubkey, "rpmmd").errorText()).contains("exit status 5");

    repository.signPackage(repository.folder().resolve("a.rpm"));
    publishWith(pubkey, "rpmmd").succeeded();
    assertThat(fetched()).contains("/usr/bin/a");
  }

  @Test
  void otherProjectsAreLeftAlone() throws Exception {
    configure("only => qr{^devel:}");
    assertThat(publish("rpmmd").succeeded().text()).doesNotContain("ima-allowlist");
    assertThat(RecordCheck.check(repository.folder(), LIST)).isEmpty();

    configure("only => qr{^home:me/}");
    publish("rpmmd").succeeded();
    assertThat(RecordCheck.check(repository.folder(), LIST)).isPresent();
  }

  @Test
  void legacyMetadataIsNamedAsTheReason() throws Exception {
    Tools.Outcome outcome = publish("legacy");
    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.errorText()).contains("rpm-md:legacy has SHA-1 checksums");
  }

  @Test
  void settingsThatAreNoneAreRefusedWhenTheConfigurationIsLoaded() throws Exception {
    configure("onfailure => 'warn'");
    assertThat(publish("rpmmd").errorText()).contains("there is no setting 'onfailure'");
  }
}
