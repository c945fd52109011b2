package io.github.imaallowlist.toolkit.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.toolkit.selinux.HostPolicies;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LintTest {
  @TempDir private Path work;

  private LintResult lint(String policy, Optional<SelinuxRequest> selinux)
      throws AllowlistException {
    LintSource source =
        new LintSource.Stream(
            new ByteArrayInputStream(policy.getBytes(StandardCharsets.UTF_8)), "standard input");
    return Lint.run(
        new LintRequest(List.of(source), Optional.of(new KernelVersion(6, 1)), selinux, work));
  }

  @Test
  void aGoodPolicyHasNoFindings() throws Exception {
    LintResult result = lint("measure func=BPRM_CHECK mask=MAY_EXEC\n", Optional.empty());

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.policies().get(0).name()).isEqualTo("standard input");
  }

  @Test
  void warningsAloneAreNoErrors() throws Exception {
    LintResult result =
        lint("measure func=BPRM_CHECK\nmeasure func=BPRM_CHECK uid=0\n", Optional.empty());

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.errorsOnly().exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  @RequiresTool({"seinfo", "sesearch"})
  void namesAreLookedUpInTheSelinuxPolicy() throws Exception {
    String rules =
        """
        measure func=FILE_CHECK obj_type=bin_t
        measure func=FILE_CHECK obj_type=no_such_type_t
        """;

    assertThat(lint(rules, Optional.empty()).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(
            lint(rules, Optional.of(HostPolicies.installed(work.resolve("cache"))))
                .policies()
                .get(0)
                .findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.line()).isEqualTo(2));
  }
}
