package io.github.imaallowlist.rpm.repodata;

import static io.github.imaallowlist.rpm.repodata.PlainRepository.LIST;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.REMOVE;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.RENEW;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.change;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.file;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of {@code repomd.xml.asc}. */
class RepodataSignatureTest {
  @TempDir Path root;
  private PlainRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = PlainRepository.create(root);
  }

  private UpdateResult run(RepodataChange change) throws Exception {
    return RepodataUpdate.run(root, change);
  }

  private AllowlistException refused(RepodataChange change) {
    return catchThrowableOfType(AllowlistException.class, () -> run(change));
  }

  @Test
  void signatureIsNotMadeStaleUnasked() throws Exception {
    repository.signed();
    Map<String, String> times = repository.times();
    AllowlistException e = refused(list("{}"));
    assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(e).hasMessageContaining("repomd.xml.asc would no longer be the signature");
    times.remove("");
    Map<String, String> after = repository.times();
    after.keySet().removeAll(List.of("", RepositoryLock.FILE));
    assertThat(after).isEqualTo(times);
  }

  @Test
  void signatureIsMadeAnew() throws Exception {
    repository.signed();
    UpdateResult result = run(change(RENEW, 0, file(LIST, "{}")));
    assertThat(result.signatureChanged()).isTrue();
    assertThat(repository.isSignatureGood()).isTrue();
  }

  @Test
  void missingOrStaleSignatureIsMadeAnewThoughNothingElseChanges() throws Exception {
    run(list("{}"));
    byte[] repomd = Files.readAllBytes(repository.repomd());
    assertThat(run(change(RENEW, 0, file(LIST, "{}"))).signatureChanged()).isTrue();
    Files.writeString(repository.signature(), "of what createrepo_c replaced");
    UpdateResult result = run(change(RENEW, 0, file(LIST, "{}")));
    assertThat(result.signatureChanged()).isTrue();
    assertThat(result.repomdChanged()).isFalse();
    assertThat(repository.isSignatureGood()).isTrue();
    assertThat(repository.repomd()).hasBinaryContent(repomd);
  }

  @Test
  void staleSignatureIsRemovedWhereThatIsAskedFor() throws Exception {
    repository.signed();
    assertThat(run(change(REMOVE, 0, file(LIST, "{}"))).signatureChanged()).isTrue();
    assertThat(repository.signature()).doesNotExist();
    // What the publisher signed since is not stale.
    repository.signed();
    assertThat(run(change(REMOVE, 0, file(LIST, "{}"))).signatureChanged()).isFalse();
    assertThat(repository.isSignatureGood()).isTrue();
  }

  @Test
  void signatureThatDoesNotVerifyIsNotPublished() throws Exception {
    Map<String, String> content = repository.signed().content();
    RepomdSigner broken =
        new RepomdSigner() {
          @Override
          public byte[] sign(byte[] repomd) {
            return new byte[] {1};
          }

          @Override
          public boolean vouches(byte[] repomd, byte[] signature)
              throws IOException, AllowlistException {
            return PlainRepository.SIGNER.vouches(repomd, signature);
          }
        };
    AllowlistException e = refused(change(new SignatureRule.Renew(broken), 0, file(LIST, "{}")));
    assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST);
    assertContentIs(content);
  }

  private void assertContentIs(Map<String, String> content) throws IOException {
    Map<String, String> after = repository.content();
    after.remove(RepositoryLock.FILE);
    assertThat(after).isEqualTo(content);
  }
}
