package io.github.imaallowlist.ima.lint;

import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.Comparison;
import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaRule;
import java.util.List;
import java.util.Optional;

/**
 * Whether a rule matches whenever another one does. Proven condition by condition: each of the
 * first must follow from one of the second. Where that shows nothing, the answer is no.
 */
final class RuleCover {
  private RuleCover() {}

  /** Whether an earlier rule, of the same family, leaves a later one nothing to decide. */
  static boolean covers(ImaRule earlier, ImaRule later) {
    return earlier.action().family() == later.action().family()
        && covers(earlier, later.hook(), later.conditions());
  }

  /** Whether a rule matches all events of a hook that fulfil the conditions. */
  static boolean covers(ImaRule rule, Optional<ImaHook> hook, List<ImaCondition> given) {
    if (rule.hook().isPresent()) {
      if (!rule.hook().equals(hook)) {
        return false;
      }
    } else if (hook.isPresent() && isAskedByName(hook.get())) {
      return false;
    }
    for (ImaCondition condition : rule.conditions()) {
      if (matters(condition, hook) && !follows(condition, hook, given)) {
        return false;
      }
    }
    return true;
  }

  /** Rules without func are not asked there. */
  private static boolean isAskedByName(ImaHook hook) {
    return hook.ofNamedData() || hook == ImaHook.SETXATTR_CHECK;
  }

  private static boolean matters(ImaCondition condition, Optional<ImaHook> hook) {
    boolean named = hook.isPresent() && hook.get().ofNamedData();
    return switch (condition.keyword()) {
      case FUNC -> false; // looked at before
      case DIGEST_TYPE,
          APPRAISE_TYPE,
          APPRAISE_FLAG,
          APPRAISE_ALGOS,
          PERMIT_DIRECTIO,
          PCR,
          TEMPLATE ->
          false;
      case UID, KEYRINGS, LABEL -> true;
      default -> !named;
    };
  }

  private static boolean follows(
      ImaCondition condition, Optional<ImaHook> hook, List<ImaCondition> given) {
    if (condition instanceof ImaCondition.Mask mask
        && hook.isPresent()
        && hook.get().masks().equals(List.of(mask.mask()))) {
      return true;
    }
    for (ImaCondition known : given) {
      if (known.equals(condition) || follows(condition, known)) {
        return true;
      }
    }
    return false;
  }

  private static boolean follows(ImaCondition condition, ImaCondition known) {
    if (condition instanceof ImaCondition.Mask mask && known instanceof ImaCondition.Mask given) {
      return mask.among() && mask.mask() == given.mask();
    }
    if (condition instanceof ImaCondition.OfId id && known instanceof ImaCondition.OfId given) {
      return id.keyword() == given.keyword() && follows(id, given);
    }
    if (condition instanceof ImaCondition.Keyrings keyrings
        && known instanceof ImaCondition.Keyrings given) {
      return keyrings.names().containsAll(given.names());
    }
    return condition instanceof ImaCondition.Label label
        && known instanceof ImaCondition.Label given
        && label.names().containsAll(given.names());
  }

  private static boolean follows(ImaCondition.OfId id, ImaCondition.OfId given) {
    return switch (id.comparison()) {
      case EQUAL -> given.comparison() == Comparison.EQUAL && given.id() == id.id();
      case LESS ->
          (given.comparison() == Comparison.EQUAL && given.id() < id.id())
              || (given.comparison() == Comparison.LESS && given.id() <= id.id());
      case GREATER ->
          (given.comparison() == Comparison.EQUAL && given.id() > id.id())
              || (given.comparison() == Comparison.GREATER && given.id() >= id.id());
    };
  }

  /** Whether a hook's accesses can fulfil the rule's mask, if it has one. */
  static boolean maskFits(ImaRule rule, ImaHook hook) {
    Optional<ImaCondition.Mask> mask = rule.condition(ImaCondition.Mask.class);
    if (mask.isEmpty()) {
      return true;
    }
    AccessMask access = mask.get().mask();
    // Whoever opens for appending also opens for reading or writing.
    boolean alone = !mask.get().among() && access == AccessMask.MAY_APPEND;
    return hook.masks().contains(access) && !alone;
  }
}
