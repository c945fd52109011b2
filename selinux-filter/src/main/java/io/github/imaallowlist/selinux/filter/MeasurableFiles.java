package io.github.imaallowlist.selinux.filter;

import io.github.imaallowlist.ima.evaluate.Decision.Outcome;
import io.github.imaallowlist.ima.evaluate.Evaluation;
import io.github.imaallowlist.ima.evaluate.ImaEvent;
import io.github.imaallowlist.ima.policy.ActionFamily;
import io.github.imaallowlist.ima.policy.ImaAction;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which files an IMA policy can measure: those that may come to a hook, and for which the policy
 * may then decide to measure. Immutable.
 *
 * <p>Whether a file may come to a hook is told by evidence. Who opens, executes or loads it is not
 * known beforehand: a rule about that may match. What is not known of the file itself, such as
 * whether a package's file is ELF where only headers were read, speaks for it.
 */
public final class MeasurableFiles {
  /** Those that are about files. KEXEC_CMDLINE logs the command line, not the kernel. */
  private static final List<ImaHook> HOOKS =
      List.of(
          ImaHook.FILE_CHECK,
          ImaHook.MMAP_CHECK,
          ImaHook.MMAP_CHECK_REQPROT,
          ImaHook.BPRM_CHECK,
          ImaHook.CREDS_CHECK,
          ImaHook.MODULE_CHECK,
          ImaHook.FIRMWARE_CHECK,
          ImaHook.KEXEC_KERNEL_CHECK,
          ImaHook.KEXEC_INITRAMFS_CHECK,
          ImaHook.POLICY_CHECK);

  private final List<ImaRule> rules;

  /** The rules that would hold if nothing were taken out of what is measured. */
  private final List<ImaRule> measuringRules;

  private final TypeEvidence types;

  private MeasurableFiles(List<ImaRule> rules, TypeEvidence types) {
    this.rules = rules;
    this.measuringRules =
        rules.stream().filter(rule -> rule.action() != ImaAction.DONT_MEASURE).toList();
    this.types = types;
  }

  /**
   * @param analysis of the SELinux policy; without it any label may be executed
   */
  public static MeasurableFiles of(ImaPolicy policy, Optional<TypeAnalysis> analysis) {
    return of(policy, analysis.map(TypeEvidence::of).orElse(TypeEvidence.NONE));
  }

  static MeasurableFiles of(ImaPolicy policy, TypeEvidence types) {
    return new MeasurableFiles(
        policy.withTypes(name -> types.ownName(name).orElse(name)).rules(), types);
  }

  /** What each hook that is about files does with such a file. */
  public Map<ImaHook, HookAnswer> hooksFor(FileFacts file) {
    Map<ImaHook, HookAnswer> answers = new EnumMap<>(ImaHook.class);
    for (ImaHook hook : HOOKS) {
      HookAnswer most = HookAnswer.NOT_REACHED;
      for (Optional<SecurityContext> label : file.labels()) {
        HookAnswer answer = answer(hook, file, label);
        most = answer.compareTo(most) > 0 ? answer : most;
      }
      answers.put(hook, most);
    }
    return Collections.unmodifiableMap(answers);
  }

  /** Why no hook measures such a file; empty if one can. */
  public Optional<LeftOutReason> reasonAgainst(FileFacts file) {
    Map<ImaHook, HookAnswer> answers = hooksFor(file);
    if (answers.containsValue(HookAnswer.MEASURES)) {
      return Optional.empty();
    }
    if (answers.containsValue(HookAnswer.DONT_MEASURE)) {
      return Optional.of(LeftOutReason.DONT_MEASURE);
    }
    boolean mayRun =
        answers.entrySet().stream()
            .anyMatch(
                answer ->
                    answer.getKey() != ImaHook.FILE_CHECK
                        && answer.getValue() == HookAnswer.NO_RULE);
    return Optional.of(mayRun ? LeftOutReason.NO_RULE : LeftOutReason.NOT_CODE);
  }

  private HookAnswer answer(ImaHook hook, FileFacts file, Optional<SecurityContext> label) {
    if (!mayReach(hook, file, label)) {
      return HookAnswer.NOT_REACHED;
    }
    ImaEvent event = ImaEvent.of(hook);
    Optional<SecurityContext> known = label.flatMap(this::byOwnName);
    if (known.isPresent()) {
      event = event.withObject(known.get());
    }
    if (isMeasured(rules, event)) {
      return HookAnswer.MEASURES;
    }
    return isMeasured(measuringRules, event) ? HookAnswer.DONT_MEASURE : HookAnswer.NO_RULE;
  }

  private static boolean isMeasured(List<ImaRule> rules, ImaEvent event) {
    return Evaluation.decide(rules, event, ActionFamily.MEASURE).outcome() != Outcome.NOT_MEASURED;
  }

  private Optional<SecurityContext> byOwnName(SecurityContext label) {
    return types
        .ownName(label.type())
        .map(type -> new SecurityContext(label.user(), label.role(), type, label.range()));
  }

  private boolean mayReach(ImaHook hook, FileFacts file, Optional<SecurityContext> label) {
    return switch (hook) {
      case FILE_CHECK -> true;
      // Root, too, needs an x bit, be it the owner's, the group's or others'.
      case BPRM_CHECK, CREDS_CHECK -> file.traits().executable().orElse(true);
      case MMAP_CHECK, MMAP_CHECK_REQPROT -> file.traits().elf().orElse(true) || isExecuted(label);
      case MODULE_CHECK, FIRMWARE_CHECK, KEXEC_KERNEL_CHECK, KEXEC_INITRAMFS_CHECK, POLICY_CHECK ->
          file.readFor().contains(hook);
      case KEXEC_CMDLINE, KEY_CHECK, CRITICAL_DATA, SETXATTR_CHECK -> false;
    };
  }

  private boolean isExecuted(Optional<SecurityContext> label) {
    return label.flatMap(known -> types.isExecuted(known.type())).orElse(true);
  }
}
