package io.github.imaallowlist.toolkit.lint;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.ima.lint.ImaPolicyLint;
import io.github.imaallowlist.ima.lint.LintSettings;
import io.github.imaallowlist.toolkit.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Checks IMA policies before a kernel refuses them. */
public final class Lint {
  private Lint() {}

  /**
   * Checks all policies.
   *
   * @throws AllowlistException if one cannot be read, or is too long to be one
   */
  public static LintResult run(LintRequest request) throws AllowlistException {
    LintSettings settings = new LintSettings(request.kernel(), request.names());
    List<LintResult.CheckedPolicy> checked = new ArrayList<>();
    try {
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
}
