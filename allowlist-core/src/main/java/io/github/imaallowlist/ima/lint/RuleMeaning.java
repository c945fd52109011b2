package io.github.imaallowlist.ima.lint;

import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.ActionFamily;
import io.github.imaallowlist.ima.policy.Comparison;
import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaRule;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Rules that the kernel takes, and that can never match, or match other than they seem to. */
final class RuleMeaning {
  private static final long HIGHEST_ID = 0xffff_fffeL;
  private static final Set<String> WITH_SUBTYPE = Set.of("fuse", "fuseblk");

  private final int line;
  private final ImaRule rule;
  private final FindingLog log;

  private RuleMeaning(int line, ImaRule rule, FindingLog log) {
    this.line = line;
    this.rule = rule;
    this.log = log;
  }

  static void check(int line, ImaRule rule, FindingLog log) {
    RuleMeaning meaning = new RuleMeaning(line, rule, log);
    // A change of attributes asks appraise and hash rules whatever their func and mask.
    if (rule.action().family() == ActionFamily.MEASURE
        || rule.action().family() == ActionFamily.AUDIT) {
      meaning.checkMask();
    }
    meaning.checkIds();
    meaning.checkSubtype();
    meaning.checkNamedData();
  }

  private void checkMask() {
    Optional<ImaCondition.Mask> mask = rule.condition(ImaCondition.Mask.class);
    if (mask.isEmpty()) {
      return;
    }
    boolean fits =
        rule.hook()
            .map(hook -> RuleCover.maskFits(rule, hook))
            .orElseGet(
                () -> Arrays.stream(ImaHook.values()).anyMatch(h -> RuleCover.maskFits(rule, h)));
    if (!fits) {
      warn(
          mask.get().text() + " never matches" + rule.hook().map(h -> " at " + h).orElse(""),
          rule.hook()
              .filter(hook -> hook.masks().size() == 1)
              .map(hook -> "leave it out: the kernel asks this hook for " + hook.masks().get(0))
              .orElse("write mask=^" + mask.get().mask()));
    }
    boolean opens = rule.hook().map(hook -> hook == ImaHook.FILE_CHECK).orElse(true);
    if (opens
        && rule.action().acts()
        && mask.get().mask() == AccessMask.MAY_READ
        && !mask.get().among()) {
      warn(
          "mask=MAY_READ leaves out files that are opened for reading and writing at once",
          "write mask=^MAY_READ");
    }
  }

  private void checkIds() {
    for (ImaCondition condition : rule.conditions()) {
      if (condition instanceof ImaCondition.OfId id
          && ((id.comparison() == Comparison.LESS && id.id() == 0)
              || (id.comparison() == Comparison.GREATER && id.id() == HIGHEST_ID))) {
        warn(id.text() + " never matches", "leave the rule out");
      }
    }
  }

  private void checkSubtype() {
    rule.condition(ImaCondition.FsName.class)
        .filter(name -> rule.condition(ImaCondition.FsSubtype.class).isPresent())
        .filter(name -> !WITH_SUBTYPE.contains(name.name()))
        .ifPresent(
            name ->
                warn(
                    name.text() + " with fs_subtype never matches: only FUSE has subtypes",
                    "write fsname=fuse"));
  }

  /** {@code ima_policy.c}, ima_match_rule_data. */
  private void checkNamedData() {
    if (rule.hook().filter(ImaHook::ofNamedData).isPresent()
        && rule.condition(ImaCondition.Gid.class).isPresent()) {
      warn("the kernel does not look at gid there: the rule matches every group", "leave it out");
    }
  }

  private void warn(String problem, String remedy) {
    log.add(LintFinding.warning(line, problem, remedy));
  }
}
