package io.github.imaallowlist.rpm.repodata;

import static io.github.imaallowlist.rpm.repodata.PlainRepository.LIST;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import io.github.imaallowlist.rpm.trust.GpgHome;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.SignedRepomd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the programs that make and use repositories say of one that was updated. */
@RequiresTool({"createrepo_c", "gpg", "rpmbuild"})
class ClientsTest {
  private static final String CONTENT = "{\"digests\": {}}\n".repeat(100);

  private static final String[] UPDATE = {"--update"};

  private static GpgHome gpg;
  private static Keyring keyring;

  @TempDir Path temporary;
  private Path root;

  @BeforeAll
  static void makeKey() throws IOException {
    gpg = GpgHome.create().key("publisher", "rsa2048", "never");
    keyring = gpg.keyring("publisher");
  }

  @AfterAll
  static void removeKey() {
    gpg.close();
  }

  @BeforeEach
  void makeRepository() throws IOException {
    root = Files.createDirectory(temporary.resolve("repository"));
    for (Path rpm : BuiltRepository.packages()) {
      Files.copy(rpm, root.resolve(rpm.getFileName()));
    }
    BuiltRepository.createRepodata(root, "--revision", "the third");
    Files.write(root.resolve("key.asc"), gpg.publicKey("publisher"));
  }

  private static final class Gpg implements RepomdSigner {
    @Override
    public byte[] sign(byte[] repomd) {
      return gpg.sign("publisher", repomd, "--armor");
    }

    @Override
    public boolean vouches(byte[] repomd, byte[] signature) {
      return new SignedRepomd(repomd, Optional.of(signature), "repomd.xml.asc")
              .proof(keyring, Instant.now())
          instanceof MetadataProof.Proved;
    }
  }

  private UpdateResult publish(String content) throws Exception {
    return RepodataUpdate.run(
        root,
        PlainRepository.change(
            new SignatureRule.Renew(new Gpg()),
            0,
            PlainRepository.file(LIST, content),
            PlainRepository.file(POLICY, "measure func=BPRM_CHECK\n")));
  }

  private Path repodata(String name) {
    return root.resolve("repodata").resolve(name);
  }

  private void sign() throws IOException {
    byte[] signature = gpg.sign("publisher", Files.readAllBytes(repodata("repomd.xml")), "--armor");
    Files.write(repodata("repomd.xml.asc"), signature);
  }

  @Test
  @RequiresTool("gpgv")
  void gpgvVerifiesTheSignature() throws Exception {
    sign();
    publish(CONTENT);
    Path binary = temporary.resolve("key.gpg");
    Files.write(
        binary, Tools.command("gpg", "--dearmor").input(gpg.publicKey("publisher")).run().output());
    Tools.run("gpgv", "--keyring", binary, repodata("repomd.xml.asc"), repodata("repomd.xml"))
        .succeeded();
  }

  @Test
  void staleSignatureIsFoundWithoutAKey() throws Exception {
    sign();
    byte[] old = Files.readAllBytes(repodata("repomd.xml"));
    byte[] signature = Files.readAllBytes(repodata("repomd.xml.asc"));
    publish(CONTENT);
    byte[] repomd = Files.readAllBytes(repodata("repomd.xml"));
    assertThat(RepomdSigner.isPlausible(old, signature)).isTrue();
    assertThat(RepomdSigner.isPlausible(repomd, signature)).isFalse();
    assertThat(RepomdSigner.isPlausible(repomd, Files.readAllBytes(repodata("repomd.xml.asc"))))
        .isTrue();
    assertThat(RepomdSigner.isPlausible(repomd, new byte[] {1})).isFalse();
  }

  @Test
  @RequiresTool("dnf")
  void dnfTakesTheRepository() throws Exception {
    sign();
    List<String> packages = dnf("repoquery", "--location").lines();
    assertThat(packages).hasSize(6);
    publish(CONTENT);
    dnf("makecache");
    assertThat(dnf("repoquery", "--location").lines()).isEqualTo(packages);
    publish(CONTENT + "more");
    assertThat(dnf("repoquery", "--location").lines()).isEqualTo(packages);
    Files.writeString(repodata("repomd.xml"), "\n", java.nio.file.StandardOpenOption.APPEND);
    assertThat(dnf(1, "makecache").errorText()).contains("Bad GPG signature");
  }

  private Tools.Outcome dnf(String... command) throws IOException {
    return dnf(0, command);
  }

  private Tools.Outcome dnf(int exitCode, String... command) throws IOException {
    Files.createDirectories(temporary.resolve("dnf-log"));
    List<Object> all =
        new java.util.ArrayList<>(
            List.of(
                "dnf",
                "--quiet",
                "--noplugins",
                "--refresh",
                "--assumeyes",
                "--installroot=" + temporary.resolve("dnf-root"),
                "--releasever=1",
                "--setopt=reposdir=/nonexistent",
                "--setopt=cachedir=" + temporary.resolve("dnf-cache"),
                "--setopt=logdir=" + temporary.resolve("dnf-log"),
                "--repofrompath=tested,file://" + root,
                "--repo=tested",
                "--setopt=tested.skip_if_unavailable=0",
                "--setopt=tested.repo_gpgcheck=1",
                "--setopt=tested.gpgkey=file://" + root.resolve("key.asc")));
    all.addAll(List.of(command));
    Tools.Outcome outcome = Tools.run(all.toArray());
    assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(exitCode);
    return outcome;
  }

  @Test
  @RequiresTool("zypper")
  void zypperTakesTheRepository() throws Exception {
    sign();
    Path repos = temporary.resolve("zypper-root/etc/zypp/repos.d");
    Files.createDirectories(repos);
    Files.writeString(
        repos.resolve("tested.repo"),
        """
        [tested]
        name=tested
        baseurl=dir:%1$s
        enabled=1
        repo_gpgcheck=1
        gpgkey=file://%1$s/key.asc
        """
            .formatted(root));
    zypper("refresh", "--force").succeeded();
    publish(CONTENT);
    zypper("refresh", "--force").succeeded();
    assertThat(zypper("search", "--repo", "tested").succeeded().text()).contains("built-zstd");
    Files.writeString(repodata("repomd.xml"), "\n", java.nio.file.StandardOpenOption.APPEND);
    Tools.Outcome stale = zypper("refresh", "--force");
    assertThat(stale.exitCode()).isNotZero();
    assertThat(stale.errorText()).contains("Signature verification failed");
  }

  private Tools.Outcome zypper(String... command) {
    List<Object> all =
        new java.util.ArrayList<>(
            List.of(
                "zypper",
                "--root",
                temporary.resolve("zypper-root"),
                "--non-interactive",
                "--gpg-auto-import-keys"));
    all.addAll(List.of(command));
    return Tools.run(all.toArray());
  }

  /**
   * It makes {@code repomd.xml} anew. Since 0.18 it keeps records that it does not know, before
   * with {@code --keep-all-metadata} only; else it drops them with their files. A signature beside
   * it stays, and is stale. The next run mends all of it.
   */
  @Test
  void updateByCreaterepoIsMended() throws Exception {
    sign();
    UpdateResult first = publish(CONTENT);
    Files.copy(root.resolve("built-gzip-1.0-1.noarch.rpm"), root.resolve("again-1.0-1.noarch.rpm"));
    BuiltRepository.createRepodata(root, "--update", "--keep-all-metadata");
    assertThat(RecordCheck.check(root, LIST)).isPresent();
    assertThat(publish(CONTENT).signatureChanged()).isTrue();
    assertThat(RecordCheck.check(root, LIST)).contains(first.records().get(0));
    assertThat(publish(CONTENT).signatureChanged()).isFalse();

    Files.delete(root.resolve("again-1.0-1.noarch.rpm"));
    String drop = "--discard-additional-metadata";
    boolean keeps = Tools.run("createrepo_c", "--help").text().contains(drop);
    BuiltRepository.createRepodata(root, keeps ? new String[] {"--update", drop} : UPDATE);
    assertThat(RecordCheck.check(root, LIST)).isEmpty();
    assertThat(publish(CONTENT).records()).isEqualTo(first.records());
    assertThat(RecordCheck.check(root, POLICY)).contains(first.records().get(1));
    assertThat(publish(CONTENT).signatureChanged()).isFalse();
  }

  @Test
  @RequiresTool("modifyrepo_c")
  void modifyrepoKeepsTheRecordAndReplacesItLikeUs() throws Exception {
    publish(CONTENT);
    Files.delete(repodata("repomd.xml.asc"));
    Path other = Files.writeString(temporary.resolve("other.txt"), "other\n".repeat(100));
    Tools.run("modifyrepo_c", "--mdtype=other-data", other, root.resolve("repodata")).succeeded();
    // It refuses JSON: "Cannot detect compression type".
    Path list = Files.writeString(temporary.resolve("ima-allowlist.txt"), "its own\n".repeat(100));
    assertThat(RecordCheck.check(root, LIST)).isPresent();
    Tools.run("modifyrepo_c", "--mdtype=" + LIST, list, root.resolve("repodata")).succeeded();
    assertThat(RecordCheck.check(root, LIST)).isPresent();
    byte[] theirs = Files.readAllBytes(repodata("repomd.xml"));
    assertThat(RepomdXml.parse("repomd.xml", theirs).revision()).contains("the third");
    publish(CONTENT);
    RepodataUpdate.run(
        root, new RepodataChange(List.of(), Set.of(LIST, POLICY), PlainRepository.REMOVE, 0));
    Tools.run("modifyrepo_c", "--remove", "other-data", root.resolve("repodata")).succeeded();
    assertThat(Files.readString(repodata("repomd.xml"))).doesNotContain("ima-");
  }
}
