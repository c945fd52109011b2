package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that are well signed, and out of date. */
final class ListAgeTest {
  @TempDir private Path work;
  private Path key;

  @BeforeEach
  void makeKey() {
    key = work.resolve("key");
    Run.of("keygen", key).succeeded();
  }

  private Path list(Path source, Object... options) {
    Path list = work.resolve("list");
    List<Object> args = new ArrayList<>(List.of("--key", key, "-o", list, source));
    args.addAll(List.of(options));
    Run.generate(args.toArray()).succeeded();
    return list;
  }

  private Run verify(Path list, Object... options) {
    List<Object> args = new ArrayList<>(List.of("verify", list, "--key", key + ".pub"));
    args.addAll(List.of(options));
    return Run.of(args.toArray());
  }

  @Test
  void expiredListIsRefused() {
    Path list = work.resolve("expired");
    Program.run(
            "generate",
            "--allow-unsigned",
            "--valid-for=1",
            "--key",
            key,
            "-o",
            list,
            Repositories.SAMPLE)
        .with(Map.of("SOURCE_DATE_EPOCH", "1000000000"))
        .run()
        .succeeded();
    Path verified = work.resolve("verified");

    assertThat(verify(list, "-o", verified).ended(5).err())
        .contains("the signature is good, but it expired at 2001-09-10T01:46:40Z");
    assertThat(verified).doesNotExist();
    verify(list, "--signature-only").succeeded();
  }

  @Test
  void ageIsThatOfTheIssueElseThatOfTheSources() {
    Path fresh = list(Repositories.SAMPLE, "--valid-for", "2w");
    verify(fresh, "--max-age", "1h").succeeded();

    Path ofTheSample = list(Repositories.SAMPLE);
    assertThat(verify(ofTheSample, "--max-age", "1").ended(5).err())
        .contains("it is of 2026-01-01T00:00:00Z");
    verify(ofTheSample, "--max-age", "99999").succeeded();
    verify(ofTheSample, "--max-age", "1", "--signature-only").ended(2);
  }

  @Test
  @RequiresTool("openssl")
  void flatListHasNoAge() {
    Path certificate = work.resolve("certificate");
    Tools.run("openssl", "req", "-x509", "-key", key, "-subj", "/CN=signer", "-out", certificate)
        .succeeded();
    Path list = work.resolve("flat");
    Run.generate(
            "--format",
            "flat",
            "--key",
            key,
            "--cert",
            certificate,
            "--signature",
            "cms-pem",
            "-o",
            list,
            Repositories.SAMPLE)
        .succeeded();

    verify(list, "--signature", list + ".p7s").succeeded();
    assertThat(verify(list, "--signature", list + ".p7s", "--max-age", "1").ended(5).err())
        .contains("no policy that says its age");
  }

  @Test
  @RequiresTool("createrepo_c")
  void listOfAnOlderStateIsRefused() throws Exception {
    Path repository = work.resolve("repository");
    Repositories.write(repository, "a.rpm", Repositories.simple("a"));
    Repositories.createrepo(repository, "--revision", "7");
    Path old = Files.move(list(repository), work.resolve("old"));
    Repositories.createrepo(repository, "--revision", "12");
    Path current = Files.move(list(repository), work.resolve("current"));

    verify(current, "--not-older-than", old).succeeded();
    verify(current, "--not-older-than", current).succeeded();
    assertThat(verify(old, "--not-older-than", current).ended(5).err())
        .contains("source 1 has revision 7, the other list 12");
    Path plain = work.resolve("plain");
    verify(current, "-o", plain).succeeded();
    verify(old, "--not-older-than", plain).ended(5);
  }

  @Test
  void earlierListMustBeSignedByTheSameKeys() {
    Path list = list(Repositories.SAMPLE);
    Path other = work.resolve("other");
    Run.of("keygen", other).succeeded();
    Path foreign = work.resolve("foreign");
    Run.generate("--key", other, "-o", foreign, Repositories.SAMPLE).succeeded();

    verify(list, "--not-older-than", foreign).ended(5);
  }
}
