package io.github.imaallowlist.toolkit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.ima.evaluate.Decision.Outcome;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.selinux.HostPolicies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool({"seinfo", "sesearch"})
final class ExplainTest {
  @TempDir private Path work;
  private Path packages = Path.of("");
  private Path policy = Path.of("");

  @BeforeEach
  void makePackages() throws IOException {
    packages = Files.createDirectory(work.resolve("packages"));
    HostPolicies.writeHost(packages);
    policy =
        Files.writeString(
            work.resolve("ima-policy"),
            """
            measure func=BPRM_CHECK mask=MAY_EXEC
            dont_measure func=FILE_CHECK obj_type=man_t
            measure func=FILE_CHECK mask=^MAY_READ uid=0
            """);
  }

  private ExplainResult explain(Question... questions) throws AllowlistException {
    return Explain.run(
        new ExplainRequest(
            List.of(questions),
            FileType.REGULAR,
            Optional.of(HostPolicies.installed(work.resolve("cache"))),
            Optional.of(policy),
            Optional.of(HostPolicies.packages(packages)),
            HostPolicies.TRUST,
            Optional.empty(),
            work),
        ProgressListener.NONE);
  }

  private static Question path(String path) {
    return new Question.OfPath(FilePath.of(path));
  }

  private static Question contentOf(String text, HashAlgorithm algorithm) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new Question.OfDigest(
        new FileDigest(algorithm, algorithm.newMessageDigest().digest(content)));
  }

  @Test
  void aPathHasLabelTypeRulesAndPackage() throws Exception {
    Explanation man =
        explain(path("/usr/share/man/man1/host.1")).answers().get(0).explanations().get(0);

    assertThat(man.label().orElseThrow().type()).isEqualTo("man_t");
    assertThat(man.type()).isPresent();
    assertThat(man.packages()).hasSize(1);
    assertThat(man.decisions())
        .filteredOn(decision -> decision.hook() == ImaHook.FILE_CHECK)
        .singleElement()
        .satisfies(
            decision -> assertThat(decision.root().outcome()).isEqualTo(Outcome.NOT_MEASURED));
  }

  @Test
  void aDigestIsFoundInWhateverAlgorithm() throws Exception {
    for (HashAlgorithm algorithm : List.of(HashAlgorithm.SHA256, HashAlgorithm.SHA512)) {
      ExplainResult result = explain(contentOf("#!/bin/sh\n", algorithm));

      assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
      assertThat(result.answers().get(0).explanations())
          .singleElement()
          .satisfies(found -> assertThat(found.path()).hasToString("/usr/bin/host"));
    }
  }

  @Test
  void aDigestThatNoPackageHasIsAFinding() throws Exception {
    assertThat(explain(contentOf("other", HashAlgorithm.SHA256)).exitCode())
        .isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void aPathThatNoPackageHasIsExplainedAllTheSame() throws Exception {
    ExplainResult result = explain(path("/var/log/messages"), path("/usr/bin/host"));

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.searched()).isTrue();
    assertThat(result.answers()).hasSize(2);
    assertThat(result.answers().get(0).explanations().get(0).packages()).isEmpty();
    assertThat(result.answers().get(1).explanations().get(0).packages()).hasSize(1);
  }
}
