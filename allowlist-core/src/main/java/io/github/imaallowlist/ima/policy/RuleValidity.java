package io.github.imaallowlist.ima.policy;

import io.github.imaallowlist.ima.policy.ImaCondition.AppraiseType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which conditions and options go together ({@code ima_policy.c}, ima_validate_rule, and what
 * ima_parse_rule refuses in between). Kernels before 5.9 checked less; what this refuses made no
 * sense to them either.
 */
final class RuleValidity {
  /** What any rule about a file may have, whatever its hook. */
  private static final Set<Keyword> OF_FILE =
      EnumSet.of(
          Keyword.FUNC,
          Keyword.FSMAGIC,
          Keyword.FSNAME,
          Keyword.FS_SUBTYPE,
          Keyword.FSUUID,
          Keyword.UID,
          Keyword.EUID,
          Keyword.GID,
          Keyword.EGID,
          Keyword.FOWNER,
          Keyword.FGROUP,
          Keyword.OBJ_USER,
          Keyword.OBJ_ROLE,
          Keyword.OBJ_TYPE,
          Keyword.SUBJ_USER,
          Keyword.SUBJ_ROLE,
          Keyword.SUBJ_TYPE,
          Keyword.PCR,
          Keyword.TEMPLATE);

  private static final Set<Keyword> OF_LABELS =
      EnumSet.of(
          Keyword.SUBJ_USER,
          Keyword.SUBJ_ROLE,
          Keyword.SUBJ_TYPE,
          Keyword.OBJ_USER,
          Keyword.OBJ_ROLE,
          Keyword.OBJ_TYPE);

  private static final Set<Keyword> OF_APPRAISAL =
      EnumSet.of(Keyword.APPRAISE_TYPE, Keyword.APPRAISE_FLAG, Keyword.APPRAISE_ALGOS);

  private final ImaAction action;
  private final Map<Keyword, ImaCondition> conditions = new EnumMap<>(Keyword.class);
  private final List<RuleProblem> problems = new ArrayList<>();

  private RuleValidity(ImaAction action) {
    this.action = action;
  }

  /** Why the kernel refuses such a rule; empty if it takes it. */
  static List<RuleProblem> problems(ImaAction action, List<ImaCondition> conditions) {
    RuleValidity validity = new RuleValidity(action);
    for (ImaCondition condition : conditions) {
      validity.add(condition);
    }
    validity.checkAction();
    validity.checkHook();
    validity.checkSignature();
    return List.copyOf(validity.problems);
  }

  private void add(ImaCondition condition) {
    Keyword keyword = condition.keyword();
    if (conditions.containsKey(keyword)) {
      refuse(keyword.word() + " stands twice in a rule", "write a rule for each");
      return;
    }
    checkShared(keyword, Keyword.UID, Keyword.EUID);
    checkShared(keyword, Keyword.GID, Keyword.EGID);
    boolean signature =
        conditions.containsKey(Keyword.APPRAISE_TYPE)
            || (condition instanceof AppraiseType type && type.kind() != SignatureKind.SIGV3);
    if (signature
        && (conditions.containsKey(Keyword.DIGEST_TYPE) || keyword == Keyword.DIGEST_TYPE)) {
      refuse(
          "digest_type=verity goes with appraise_type=sigv3 alone, and stands before it",
          "write digest_type=verity appraise_type=sigv3");
    }
    conditions.put(keyword, condition);
  }

  /** The kernel keeps both ids in one place. */
  private void checkShared(Keyword keyword, Keyword one, Keyword other) {
    Keyword rival = keyword == one ? other : one;
    if ((keyword == one || keyword == other) && conditions.containsKey(rival)) {
      refuse(
          keyword.word() + " and " + rival.word() + " do not go in one rule",
          "keep one, or write a rule for each");
    }
  }

  private void checkAction() {
    if (action != ImaAction.MEASURE) {
      refuseWhere(EnumSet.of(Keyword.PCR, Keyword.TEMPLATE), "goes with measure alone");
    }
    if (action != ImaAction.APPRAISE) {
      refuseWhere(OF_APPRAISAL, "goes with appraise alone");
    }
  }

  private void checkHook() {
    ImaHook hook =
        conditions.get(Keyword.FUNC) instanceof ImaCondition.Func func ? func.hook() : null;
    if (hook == null) {
      refuseOthers(OF_FILE, fileOptions(), "a rule without func");
      return;
    }
    String place = "func=" + hook;
    switch (hook) {
      case KEXEC_CMDLINE -> {
        checkMeasuring(place);
        refuseOthers(OF_FILE, EnumSet.noneOf(Keyword.class), place);
      }
      case KEY_CHECK -> {
        checkMeasuring(place);
        refuseOthers(ofNamedData(), EnumSet.of(Keyword.KEYRINGS), place);
      }
      case CRITICAL_DATA -> {
        checkMeasuring(place);
        refuseOthers(ofNamedData(), EnumSet.of(Keyword.LABEL), place);
      }
      case SETXATTR_CHECK -> {
        if (action != ImaAction.APPRAISE || !conditions.containsKey(Keyword.APPRAISE_ALGOS)) {
          refuse(
              place + " is for appraise with appraise_algos alone",
              "write appraise func=SETXATTR_CHECK appraise_algos=sha256");
        }
        // It takes conditions on labels, though it never asks them.
        Set<Keyword> taken = EnumSet.copyOf(OF_LABELS);
        taken.add(Keyword.FUNC);
        refuseOthers(taken, EnumSet.of(Keyword.APPRAISE_ALGOS), place);
      }
      case MODULE_CHECK, KEXEC_KERNEL_CHECK, KEXEC_INITRAMFS_CHECK -> {
        Set<Keyword> options = fileOptions();
        options.remove(Keyword.DIGEST_TYPE);
        refuseOthers(OF_FILE, options, place);
      }
      default -> refuseOthers(OF_FILE, fileOptions(), place);
    }
  }

  private static Set<Keyword> fileOptions() {
    Set<Keyword> options = EnumSet.copyOf(OF_APPRAISAL);
    options.addAll(EnumSet.of(Keyword.MASK, Keyword.PERMIT_DIRECTIO, Keyword.DIGEST_TYPE));
    return options;
  }

  private static Set<Keyword> ofNamedData() {
    return EnumSet.of(Keyword.FUNC, Keyword.UID, Keyword.GID, Keyword.PCR, Keyword.TEMPLATE);
  }

  private void checkMeasuring(String place) {
    if (action.family() != ActionFamily.MEASURE) {
      refuse(
          place + " is for measure and dont_measure alone",
          "buffers are measured, not appraised or audited: leave the rule out");
    }
  }

  private void checkSignature() {
    boolean modsig =
        conditions.get(Keyword.APPRAISE_TYPE) instanceof AppraiseType type
            && type.kind() == SignatureKind.IMASIG_OR_MODSIG;
    boolean hookHasModsig =
        conditions.get(Keyword.FUNC) instanceof ImaCondition.Func func
            && switch (func.hook()) {
              case MODULE_CHECK, KEXEC_KERNEL_CHECK, KEXEC_INITRAMFS_CHECK -> true;
              default -> false;
            };
    if (modsig && !hookHasModsig) {
      refuse(
          "appended signatures are for MODULE_CHECK, KEXEC_KERNEL_CHECK and KEXEC_INITRAMFS_CHECK",
          "write appraise_type=imasig");
    }
    if (conditions.containsKey(Keyword.APPRAISE_FLAG) && !modsig) {
      refuse(
          "appraise_flag goes with appraise_type=imasig|modsig alone",
          "leave it out: since Linux 6.6 the kernel always looks into its blacklist");
    }
    if (action == ImaAction.APPRAISE
        && conditions.containsKey(Keyword.DIGEST_TYPE)
        && !conditions.containsKey(Keyword.APPRAISE_TYPE)) {
      refuse(
          "appraise with digest_type=verity needs a signature",
          "write digest_type=verity appraise_type=sigv3");
    }
  }

  private void refuseOthers(Set<Keyword> conditionsAllowed, Set<Keyword> options, String place) {
    for (Keyword keyword : conditions.keySet()) {
      if (!conditionsAllowed.contains(keyword) && !options.contains(keyword)) {
        refuse(keyword.word() + " does not go with " + place, remedy(keyword));
      }
    }
  }

  private static String remedy(Keyword keyword) {
    return switch (keyword) {
      case KEYRINGS -> "keyrings goes with func=KEY_CHECK";
      case LABEL -> "label goes with func=CRITICAL_DATA; a file's SELinux type is obj_type";
      default -> "leave it out";
    };
  }

  private void refuseWhere(Set<Keyword> keywords, String problem) {
    for (Keyword keyword : keywords) {
      if (conditions.containsKey(keyword)) {
        refuse(keyword.word() + " " + problem, "leave it out of a rule with " + action.word());
      }
    }
  }

  private void refuse(String problem, String remedy) {
    problems.add(RuleProblem.refusal(problem, remedy));
  }
}
