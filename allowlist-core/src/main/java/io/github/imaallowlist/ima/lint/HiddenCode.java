package io.github.imaallowlist.ima.lint;

import io.github.imaallowlist.ima.policy.ActionFamily;
import io.github.imaallowlist.ima.policy.ImaAction;
import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rules that keep code from being measured which a later rule would measure. A label, an owner or a
 * user is easily given to a program: then it runs, and the log does not show it.
 */
final class HiddenCode {
  private static final List<ImaHook> CODE =
      List.of(
          ImaHook.BPRM_CHECK,
          ImaHook.MMAP_CHECK,
          ImaHook.MODULE_CHECK,
          ImaHook.FIRMWARE_CHECK,
          ImaHook.KEXEC_KERNEL_CHECK,
          ImaHook.KEXEC_INITRAMFS_CHECK);

  private HiddenCode() {}

  /** Checks all rules of a policy, in their order. */
  static void check(List<CoveringRules.Placed> rules, FindingLog log) {
    Map<ImaHook, Integer> lastMeasured = lastMeasured(rules);
    CoveringRules earlier = new CoveringRules();
    for (CoveringRules.Placed placed : rules) {
      if (placed.rule().action() == ImaAction.DONT_MEASURE && isFilter(placed.rule())) {
        List<ImaHook> hidden = hidden(placed, earlier, lastMeasured);
        if (earlier.isExhausted()) {
          return; // which is said where rules are not reached
        }
        if (!hidden.isEmpty()) {
          log.add(finding(placed, hidden));
        }
      }
      earlier.add(placed);
    }
  }

  /** For each hook the line of the last rule that measures something there. */
  private static Map<ImaHook, Integer> lastMeasured(List<CoveringRules.Placed> rules) {
    Map<ImaHook, Integer> last = new EnumMap<>(ImaHook.class);
    for (CoveringRules.Placed placed : rules) {
      if (placed.rule().action() == ImaAction.MEASURE) {
        for (ImaHook hook : CODE) {
          if (isAsked(placed.rule(), hook)) {
            last.put(hook, placed.line());
          }
        }
      }
    }
    return last;
  }

  private static boolean isAsked(ImaRule rule, ImaHook hook) {
    return rule.hook().map(own -> own == hook).orElse(true) && RuleCover.maskFits(rule, hook);
  }

  /** A rule without such conditions hides all that comes after it: then that is unreachable. */
  private static boolean isFilter(ImaRule rule) {
    return !FileSystemKinds.withoutPrograms(rule)
        && rule.conditions().stream()
            .anyMatch(
                condition ->
                    switch (condition.keyword()) {
                      case FSMAGIC, FSNAME, FS_SUBTYPE, FSUUID -> true;
                      default -> condition.keyword().ofContext() || condition.keyword().ofId();
                    });
  }

  private static List<ImaHook> hidden(
      CoveringRules.Placed placed, CoveringRules earlier, Map<ImaHook, Integer> lastMeasured) {
    List<ImaHook> hidden = new ArrayList<>();
    for (ImaHook hook : CODE) {
      if (isAsked(placed.rule(), hook)
          && lastMeasured.getOrDefault(hook, 0) > placed.line()
          && earlier
              .covering(ActionFamily.MEASURE, Optional.of(hook), placed.rule().conditions())
              .isEmpty()) {
        hidden.add(hook);
      }
    }
    return hidden;
  }

  private static LintFinding finding(CoveringRules.Placed placed, List<ImaHook> hidden) {
    String hooks = hidden.stream().map(ImaHook::name).collect(Collectors.joining(", "));
    ImaRule rule = placed.rule();
    boolean byPlaceAlone =
        rule.conditions().stream().noneMatch(c -> c.keyword().ofContext() || c.keyword().ofId());
    String what =
        byPlaceAlone
            ? FileSystemKinds.named(rule).orElse("the file system") + " can hold programs"
            : "whatever " + conditions(rule) + " holds for can also be a program";
    return LintFinding.warning(
        placed.line(),
        what + ": the rule hides code from " + hooks,
        rule.hook().isPresent()
            ? "leave the rule out"
            : "add func=FILE_CHECK, or put the rules that measure code before it");
  }

  private static String conditions(ImaRule rule) {
    return rule.conditions().stream()
        .filter(condition -> condition.keyword().ofContext() || condition.keyword().ofId())
        .map(ImaCondition::text)
        .collect(Collectors.joining(" "));
  }
}
