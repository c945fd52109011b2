package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.ima.lint.ImaPolicyLint;
import io.github.imaallowlist.ima.lint.LintFinding;
import io.github.imaallowlist.ima.lint.LintSettings;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaPolicyParser;
import io.github.imaallowlist.ima.policy.ImaPolicyWriter;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.ima.policy.PolicyLimits;
import io.github.imaallowlist.ima.policy.PolicyLine;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Holds the file that a policy is written to against what the kernel takes. */
final class PolicyTextProof {
  private static final String SOURCE = "the derived policy";

  private PolicyTextProof() {}

  /**
   * @param kernel the oldest that is to load the file
   * @throws AllowlistException if lint finds anything in it, or it does not read back as the same
   *     rules
   */
  static void check(ImaPolicy policy, SelinuxPolicy selinux, KernelVersion kernel)
      throws AllowlistException {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImaPolicyWriter.write(policy, out);
      byte[] text = out.toByteArray();
      List<LintFinding> findings =
          ImaPolicyLint.lint(
              SOURCE,
              new ByteArrayInputStream(text),
              new LintSettings(Optional.of(kernel), Optional.of(selinux.lintNames())));
      for (LintFinding finding : findings) {
        if (!isAskedFor(finding, policy, text.length)) {
          throw PolicyProof.bug(finding.toString());
        }
      }
      if (!ImaPolicyParser.parse(SOURCE, new ByteArrayInputStream(text))
          .policy()
          .rules()
          .equals(policy.rules())) {
        throw PolicyProof.bug("it reads back as other rules");
      }
    } catch (IOException e) {
      throw PolicyProof.bug(e.toString());
    }
  }

  /**
   * Lint says of a type that may run unmeasured that it does, and of a file with a thousand rules
   * that it is too long for cat.
   */
  private static boolean isAskedFor(LintFinding finding, ImaPolicy policy, int length) {
    if (finding.kind() != LintFinding.Kind.WARNING) {
      return false;
    }
    PolicyLine line = policy.lines().get(finding.line() - 1);
    boolean last = finding.line() == policy.lines().size();
    return (last && length > PolicyLimits.WRITTEN_FILE_BYTES)
        || (line instanceof PolicyLine.Rule rule && PolicyText.skipsCode(rule.rule()));
  }
}
