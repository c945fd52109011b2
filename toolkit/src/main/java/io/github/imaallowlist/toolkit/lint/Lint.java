package io.github.imaallowlist.toolkit.lint;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.ima.lint.ImaPolicyLint;
import io.github.imaallowlist.ima.lint.LintNames;
import io.github.imaallowlist.ima.lint.LintSettings;
import io.github.imaallowlist.toolkit.Failures;
import io.github.imaallowlist.toolkit.selinux.SelinuxInputs;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks IMA policies before a kernel refuses them. */
public final class Lint {
  private Lint() {}

  /**
   * Checks all policies.
   *
   * @throws AllowlistException if one cannot be read, or is too long to be one; or if the SELinux
   *     policy cannot
   */
  public static LintResult run(LintRequest request) throws AllowlistException {
    List<LintResult.CheckedPolicy> checked = new ArrayList<>();
    try {
      LintSettings settings = new LintSettings(request.kernel(), names(request));
      for (LintSource source : request.policies()) {
        try (InputStream in = source.open()) {
          checked.add(
              new LintResult.CheckedPolicy(
                  source.name(), ImaPolicyLint.lint(source.name(), in, settings)));
        }
      }
    } catch (IOException e) {
      throw Failures.of(e);
    }
    return new LintResult(checked);
  }

  private static Optional<LintNames> names(LintRequest request)
      throws IOException, AllowlistException {
    if (request.selinux().isEmpty()) {
      return Optional.empty();
    }
    try (SelinuxInputs selinux =
        SelinuxInputs.open(
            request.selinux().get(), Optional.empty(), 1, request.temporaryFolder())) {
      return Optional.of(selinux.lintNames());
    }
  }
}
