package io.github.imaallowlist.ima.lint;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.ima.policy.PolicyLimits;
import io.github.imaallowlist.ima.policy.PolicyText;
import io.github.imaallowlist.ima.policy.RuleProblem;
import io.github.imaallowlist.ima.policy.RuleReader;
import io.github.imaallowlist.ima.policy.RuleReading;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what is wrong with a policy file, all of it, without loading it. An error means that the
 * kernel refuses the policy when it reads the file by its path ({@code ima_fs.c}, ima_read_policy),
 * which is how systemd loads it; no error means that it takes it, if the SELinux names are known.
 */
public final class ImaPolicyLint {
  private static final String BOM = "\ufeff";
  private static final String BY_PATH =
      "load it by its path: echo /etc/ima/ima-policy > /sys/kernel/security/ima/policy";

  private final String source;
  private final PolicyText text;
  private final LintSettings settings;
  private final Optional<NameCheck> names;
  private final FindingLog log = new FindingLog();
  private final List<CoveringRules.Placed> rules = new ArrayList<>();
  private int firstReturn;
  private int returns;
  private boolean anyRule;

  private ImaPolicyLint(String source, InputStream in, LintSettings settings) {
    this.source = source;
    this.text = new PolicyText(source, in);
    this.settings = settings;
    this.names = settings.names().map(NameCheck::new);
  }

  /**
   * Checks a policy, within {@link PolicyLimits}.
   *
   * @param source the file's name for messages
   * @param in left open
   * @return by line; none if all is well
   * @throws LimitExceededException for what is too long to be a policy
   */
  public static List<LintFinding> lint(String source, InputStream in, LintSettings settings)
      throws IOException {
    return new ImaPolicyLint(source, in, settings).run();
  }

  private List<LintFinding> run() throws IOException {
    int last = 1;
    boolean ended = true;
    for (Optional<PolicyText.Line> next = text.next(); next.isPresent(); next = text.next()) {
      PolicyText.Line line = next.get();
      last = line.number();
      ended = line.ended();
      if (!log.isFull()) {
        check(line);
      }
    }
    checkFile(last, ended);
    Reachability.check(rules, log);
    HiddenCode.check(rules, log);
    return log.sorted();
  }

  private void check(PolicyText.Line line) throws LimitExceededException {
    if (line.bytes() > PolicyLimits.WRITTEN_LINE_BYTES) {
      warn(line.number(), "longer than 4095 bytes: a write of the file breaks the line", BY_PATH);
    }
    String said = line.text();
    if (said.indexOf(0) >= 0) {
      error(line.number(), "a NUL byte", "remove it: the kernel stops reading there");
      return;
    }
    if (line.number() == 1 && said.startsWith(BOM)) {
      error(1, "a byte order mark", "save the file as UTF-8 without one, or as ASCII");
      said = said.substring(1);
    }
    if (line.isComment() || said.startsWith("#")) {
      return;
    }
    if (said.endsWith("\r")) {
      firstReturn = returns++ == 0 ? line.number() : firstReturn;
      said = said.substring(0, said.length() - 1);
    }
    if (!said.chars().allMatch(c -> c == ' ' || c == '\t')) {
      anyRule = true;
      checkRule(line, said);
    }
  }

  private void checkRule(PolicyText.Line line, String said) throws LimitExceededException {
    RuleReading reading = RuleReader.read(said);
    for (RuleProblem problem : reading.problems()) {
      LintFinding.Kind kind = problem.refused() ? LintFinding.Kind.ERROR : LintFinding.Kind.WARNING;
      log.add(new LintFinding(line.number(), kind, problem.problem(), problem.remedy()));
    }
    if (reading.rule().isEmpty()) {
      return;
    }
    if (rules.size() == PolicyLimits.RULES) {
      throw new LimitExceededException(
          source, line.offset(), "more than " + PolicyLimits.RULES + " rules");
    }
    ImaRule rule = reading.rule().get();
    rules.add(new CoveringRules.Placed(line.number(), rule));
    settings
        .kernel()
        .ifPresent(kernel -> KernelAge.check(line.number(), rule, kernel).forEach(log::add));
    names.ifPresent(check -> check.check(line.number(), rule, log));
    TemplateCheck.check(line.number(), rule, log);
    RuleMeaning.check(line.number(), rule, log);
  }

  private void checkFile(int last, boolean ended) {
    if (returns > 0) {
      String others = returns == 1 ? "" : ", and " + (returns - 1) + " further lines";
      error(
          firstReturn,
          "a carriage return at the end of the line" + others,
          "end lines with a line feed alone (sed -i 's/\\r$//' FILE)");
    }
    if (!ended) {
      error(last, "no newline at the end of the last line", "add one");
    }
    if (!anyRule) {
      error(last, "no rule in the file", "write at least one rule, or load no policy");
    }
    if (text.bytesRead() > PolicyLimits.WRITTEN_FILE_BYTES) {
      warn(last, "longer than 128 KiB: cat breaks a rule when it writes the file", BY_PATH);
    }
  }

  private void error(int line, String problem, String remedy) {
    log.add(LintFinding.error(line, problem, remedy));
  }

  private void warn(int line, String problem, String remedy) {
    log.add(LintFinding.warning(line, problem, remedy));
  }
}
