package io.github.imaallowlist.cli;

import static io.github.imaallowlist.cli.PublishedRepository.IMA_POLICY;
import static io.github.imaallowlist.cli.PublishedRepository.LIST;
import static io.github.imaallowlist.cli.PublishedRepository.SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.fixtures.http.FolderServer;
import io.github.imaallowlist.fixtures.http.Nginx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that honest publishers published, from disk and from servers. */
@RequiresTool({"createrepo_c", "gpg", "gpgconf"})
final class FetchCommandTest {
  @TempDir private Path work;
  private PublishedRepository repository;
  private Path output;

  @BeforeEach
  void makeRepository() throws Exception {
    repository = PublishedRepository.in(work);
    output = work.resolve("runtime-policy.json");
  }

  @AfterEach
  void stopAgent() {
    repository.close();
  }

  private Run fetch(Object source, Object... options) {
    List<Object> args = new ArrayList<>(List.of("fetch", source, "-o", output));
    args.addAll(List.of("--key", repository.publicKey()));
    args.addAll(List.of("--keyring", repository.keyring("publisher")));
    args.addAll(Arrays.asList(options));
    return Run.of(args.toArray());
  }

  @Test
  void theEnvelopeIsFetchedAsPublished() throws Exception {
    Path published = repository.publish("7", "--valid-for", "30d");
    Path policy = work.resolve("policy.json");

    Run run = fetch(repository.folder(), "--policy-output", policy, "--json").succeeded();

    assertThat(output).hasSameBinaryContentAs(published);
    Run.of("verify", output, "--key", repository.publicKey(), "-o", work.resolve("v")).succeeded();
    assertThat(policy).hasSameBinaryContentAs(work.resolve("v"));
    assertThat(Json.object(run.out()))
        .containsEntry("changed", true)
        .containsEntry("revision", "7")
        .containsEntry("paths", 1L)
        .containsEntry("behind-repository", false)
        .containsKeys("repository-signer", "signers", "issued", "expires", "timestamp", "bytes");
    assertThat(fetch(repository.folder()).succeeded().err())
        .contains("Wrote " + output + ": 1 paths, valid until", "repository signed by");
  }

  @Test
  @RequiresTool("nginx")
  void fetchedThroughARealServer() throws Exception {
    Path published = repository.publish("7");
    try (Nginx nginx = Nginx.plain(repository.folder(), Files.createDirectory(work.resolve("n")))) {
      fetch(nginx.uri("/")).succeeded();
    }
    assertThat(output).hasSameBinaryContentAs(published);
  }

  @Test
  void fetchedByFileUrlAndByRepoFile() throws Exception {
    repository.publish("7");
    fetch(repository.folder().toUri()).succeeded();
    Files.delete(output);
    try (FolderServer server = FolderServer.of(repository.folder())) {
      Path repo = work.resolve("my.repo");
      Files.writeString(
          repo,
          "[my]\nbaseurl=%s\ngpgkey=file://%s\n"
              .formatted(server.uri("/"), repository.keyring("publisher")));
      Run.of("fetch", repo, "-o", output, "--key", repository.publicKey()).succeeded();
      assertThat(output).exists();
    }
  }

  @Test
  void mirrorStandsIn() throws Exception {
    repository.publish("7");
    try (FolderServer server = FolderServer.of(repository.folder());
        FolderServer empty = FolderServer.of(Files.createDirectory(work.resolve("empty")))) {
      fetch(empty.uri("/"), "--mirror", server.uri("/")).succeeded();
    }
  }

  @Test
  void ifNewerFetchesAndWritesOnlyWhatIsNew() throws Exception {
    repository.publish("7");
    Path policy = work.resolve("policy.json");
    try (FolderServer server = FolderServer.of(repository.folder())) {
      Object[] options = {"--if-newer", "--policy-output", policy, "--json"};
      assertThat(changed(fetch(server.uri("/"), options))).isTrue();
      FileTime past = FileTime.from(Instant.ofEpochSecond(1_000_000_000));
      Files.setLastModifiedTime(output, past);
      Files.setLastModifiedTime(policy, past);
      int before = server.requests().size();

      assertThat(changed(fetch(server.uri("/"), options))).isFalse();

      assertThat(server.requests().subList(before, server.requests().size()))
          .isNotEmpty()
          .noneMatch(request -> request.target().contains(LIST));
      assertThat(Files.getLastModifiedTime(output)).isEqualTo(past);
      assertThat(Files.getLastModifiedTime(policy)).isEqualTo(past);
      assertThat(fetch(server.uri("/"), "--if-newer").succeeded().err())
          .contains("Nothing changed: the repository records what is in " + output);

      Repositories.write(repository.folder(), "b.rpm", Repositories.simple("b"));
      Path published = repository.publish("8");
      assertThat(changed(fetch(server.uri("/"), options))).isTrue();
      assertThat(output).hasSameBinaryContentAs(published);
      assertThat(Files.readString(policy)).contains("/usr/bin/b");
    }
  }

  @Test
  void ifNewerWritesAgainWhatSomebodyChanged() throws Exception {
    repository.publish("7");
    fetch(repository.folder()).succeeded();
    Path policy = work.resolve("policy.json");
    Object[] options = {"--if-newer", "--policy-output", policy, "--json"};

    assertThat(changed(fetch(repository.folder(), options))).isTrue();
    Files.writeString(policy, Files.readString(policy).replace("/usr/bin/a", "/usr/bin/z"));
    assertThat(changed(fetch(repository.folder(), options))).isTrue();
    assertThat(Files.readString(policy)).contains("/usr/bin/a");
    assertThat(changed(fetch(repository.folder(), options))).isFalse();
  }

  private static boolean changed(Run run) {
    return Boolean.TRUE.equals(Json.object(run.succeeded().out()).get("changed"));
  }

  @Test
  @RequiresTool("openssl")
  void detachedCmsSignatureIsVerifiedAndKept() throws Exception {
    Path certificate = work.resolve("certificate");
    Tools.run(
            "openssl",
            "req",
            "-x509",
            "-key",
            repository.key(),
            "-subj",
            "/CN=s",
            "-out",
            certificate)
        .succeeded();
    repository.createrepo("7");
    Path list =
        repository.generate(
            "--key", repository.key(), "--cert", certificate, "--signature", "cms-der");
    Path signature = Path.of(list + ".p7s");
    repository.record(
        PublishedRepository.file(LIST, list), PublishedRepository.file(SIGNATURE, signature));
    repository.sign("publisher");

    fetch(repository.folder()).succeeded();

    assertThat(output).hasSameBinaryContentAs(list);
    Run.of("verify", output, "--signature", output + ".sig", "--key", certificate).succeeded();
    assertThat(changed(fetch(repository.folder(), "--if-newer", "--json"))).isFalse();
    Files.writeString(output.resolveSibling(output.getFileName() + ".sig"), "changed");
    assertThat(changed(fetch(repository.folder(), "--if-newer", "--json"))).isTrue();

    // The envelope has its signatures inside: nobody is to find the former one beside it.
    Path envelope = repository.publish("8");
    assertThat(changed(fetch(repository.folder(), "--if-newer", "--json"))).isTrue();
    assertThat(output).hasSameBinaryContentAs(envelope);
    assertThat(Path.of(output + ".sig")).doesNotExist();
    assertThat(changed(fetch(repository.folder(), "--if-newer", "--json"))).isFalse();
  }

  @Test
  void listComesAfterThePlainPolicy() throws Exception {
    repository.publish("7");
    Path policy = Files.createDirectory(work.resolve("folder")).resolve("policy.json");
    fetch(repository.folder(), "--policy-output", policy).succeeded();
    byte[] before = Files.readAllBytes(output);
    Repositories.write(repository.folder(), "b.rpm", Repositories.simple("b"));
    repository.publish("8");
    Path full = Path.of("/dev/full");

    fetch(repository.folder(), "--policy-output", full).ended(4);

    assertThat(output).hasBinaryContent(before);
  }

  @Test
  void detachedOpenPgpSignatureNeedsItsOwnPin() throws Exception {
    Path secret = work.resolve("secret");
    Files.write(secret, repository.gpg("--export-secret-keys", "publisher@example.org").output());
    repository.createrepo("7");
    Path list = repository.generate("--openpgp-key", secret);
    repository.record(
        PublishedRepository.file(LIST, list),
        PublishedRepository.file(SIGNATURE, Path.of(list + ".asc")));
    repository.sign("publisher");

    assertThat(fetch(repository.folder()).ended(5).err()).contains("--list-keyring");
    fetch(repository.folder(), "--list-keyring", repository.keyring("other")).ended(5);
    assertThat(output).doesNotExist();
    fetch(repository.folder(), "--list-keyring", repository.keyring("publisher")).succeeded();
    assertThat(output).hasSameBinaryContentAs(list);
  }

  /** As {@code generate --ima-policy} makes it, which would need an SELinux policy. */
  private Path listFor(Path imaPolicy) throws Exception {
    Path plain = work.resolve("plain");
    Run.generate("-o", plain, repository.folder()).succeeded();
    String filter =
        "\"provenance\": {\"filter\": {\"ima-policy\": \"p\", \"ima-policy-sha256\": \"%s\"}, "
            .formatted(Tools.run("sha256sum", imaPolicy).succeeded().text().substring(0, 64));
    String text = Files.readString(plain);
    assertThat(text).contains("\"provenance\": {");
    Files.writeString(plain, text.replace("\"provenance\": {", filter));
    Path list = work.resolve("filtered");
    Run.of("sign", plain, "--key", repository.key(), "-o", list).succeeded();
    return list;
  }

  @Test
  @RequiresTool("sha256sum")
  void imaPolicyMustBeTheOneOfTheList() throws Exception {
    Path imaPolicy = Files.writeString(work.resolve("ima"), "measure func=BPRM_CHECK\n");
    repository.createrepo("7");
    Path list = listFor(imaPolicy);
    repository.record(
        PublishedRepository.file(LIST, list), PublishedRepository.file(IMA_POLICY, imaPolicy));
    repository.sign("publisher");
    Path fetched = work.resolve("ima-policy");

    assertThat(fetch(repository.folder(), "--ima-policy-output", fetched).succeeded().err())
        .contains("In %s: the IMA policy".formatted(fetched));
    assertThat(fetched).hasSameBinaryContentAs(imaPolicy);
    assertThat(changed(fetch(repository.folder(), "--if-newer", "--json"))).isFalse();

    Path other = Files.writeString(work.resolve("other"), "measure func=MMAP_CHECK\n");
    repository.record(PublishedRepository.file(IMA_POLICY, other));
    repository.sign("publisher");
    Files.delete(fetched);
    assertThat(fetch(repository.folder(), "--ima-policy-output", fetched).ended(1).err())
        .contains("the list was made for another IMA policy");
    assertThat(fetched).doesNotExist();
  }

  @Test
  void imaPolicyThatNothingVouchesForIsRefused() throws Exception {
    Path imaPolicy = Files.writeString(work.resolve("ima"), "measure func=BPRM_CHECK\n");
    repository.publish("7");
    repository.record(PublishedRepository.file(IMA_POLICY, imaPolicy));
    repository.sign("publisher");

    fetch(repository.folder(), "--ima-policy-output", work.resolve("p")).succeeded();
    assertThat(
            Run.of(
                    "fetch",
                    repository.folder(),
                    "--allow-unsigned-repository",
                    "--key",
                    repository.publicKey(),
                    "-o",
                    output,
                    "--ima-policy-output",
                    work.resolve("q"))
                .ended(5)
                .err())
        .contains("the list does not name it");
  }

  @Test
  void listThatIsBehindTheRepositoryIsNoted() throws Exception {
    repository.createrepo("7");
    Path list = repository.generate();
    repository.createrepo("8");
    repository.record(PublishedRepository.file(LIST, list));
    repository.sign("publisher");

    assertThat(fetch(repository.folder()).succeeded().err())
        .contains("Warning: the list is of revision 7, the repository has 8");
    assertThat(fetch(repository.folder(), "--if-newer", "--quiet").succeeded().err())
        .startsWith("ima-allowlist: warning: the list is of revision 7, the repository has 8");
  }

  @Test
  void useThatMakesNoSenseIsRefused() throws Exception {
    repository.publish("7");
    assertThat(fetch(repository.folder(), "--allow-unsigned-repository").ended(2).err())
        .contains("exclude one another");
    assertThat(Run.of("fetch", repository.folder(), "-o", output).ended(2).err())
        .contains("--key, --ca or --list-keyring is missing");
    assertThat(fetch(repository.folder(), "--policy-output", output).ended(2).err())
        .contains("two outputs of this run go there");
    assertThat(fetch(repository.folder().resolve("a.rpm")).ended(2).err())
        .contains("is no repository");
    assertThat(
            Run.of("fetch", repository.folder(), "-o", output, "--key", repository.publicKey())
                .ended(2)
                .err())
        .contains("no key is pinned", "--keyring FILE", "--allow-unsigned-repository");
    output = repository.publicKey();
    assertThat(fetch(repository.folder()).ended(4).err()).contains("it is needed as it is");
  }
}
