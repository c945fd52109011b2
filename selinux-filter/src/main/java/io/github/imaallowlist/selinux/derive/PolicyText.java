package io.github.imaallowlist.selinux.derive;

import static io.github.imaallowlist.ima.policy.ImaAction.DONT_MEASURE;
import static io.github.imaallowlist.ima.policy.ImaAction.MEASURE;

import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.Comparison;
import io.github.imaallowlist.ima.policy.ImaAction;
import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaRule;
import java.util.List;
import java.util.SortedSet;

/**
 * Puts a plan into rules, each or each group with its reason.
 *
 * <p>The first rule that matches decides, so the order is: what runs, after the types that may be
 * skipped there; modules that are read, wherever they lie; what is not read for its file system;
 * then labels.
 */
final class PolicyText {
  private static final ImaCondition READING = new ImaCondition.Func(ImaHook.FILE_CHECK);

  /** Opening to read and write too. */
  private static final ImaCondition TO_READ = new ImaCondition.Mask(AccessMask.MAY_READ, true);

  /** As the kernel's own tcb policy has it: setuid programs by the first, their users by both. */
  private static final List<ImaCondition> ROOT =
      List.of(
          new ImaCondition.Euid(Comparison.EQUAL, 0), new ImaCondition.Uid(Comparison.EQUAL, 0));

  private final PolicyPlan plan;
  private final TypeReasons reasons;
  private final PolicyLines lines = new PolicyLines();

  private PolicyText(PolicyPlan plan, TypeReasons reasons) {
    this.plan = plan;
    this.reasons = reasons;
  }

  /**
   * @param header what is said of the policy as a whole, a comment each
   */
  static ImaPolicy write(PolicyPlan plan, TypeReasons reasons, List<String> header) {
    PolicyText text = new PolicyText(plan, reasons);
    header.forEach(text.lines::comment);
    text.code();
    text.modules();
    if (plan.profile() != Profile.CODE) {
      text.pseudoFileSystems();
      text.reading();
    }
    return text.lines.policy();
  }

  private void code() {
    if (!plan.skippedCode().isEmpty()) {
      section(
          "Types that are to run unmeasured, as asked for: who can write them can run anything.");
      for (String type : plan.skippedCode()) {
        lines.comment(reasons.ofCode(type));
        lines.rule(labelled(DONT_MEASURE, type, new ImaCondition.Func(ImaHook.BPRM_CHECK)));
        lines.rule(labelled(DONT_MEASURE, type, new ImaCondition.Func(ImaHook.MMAP_CHECK)));
      }
    }
    section("What runs or is loaded, whatever its label and wherever it lies.");
    for (CodeRule rule : plan.codeRules()) {
      lines.comment(rule.reason());
      lines.rule(rule.rule());
    }
  }

  /** Whether a rule of a policy written here lets a type run unmeasured. */
  static boolean skipsCode(ImaRule rule) {
    return rule.action() == DONT_MEASURE
        && rule.condition(ImaCondition.ObjType.class).isPresent()
        && rule.hook()
            .filter(hook -> hook == ImaHook.BPRM_CHECK || hook == ImaHook.MMAP_CHECK)
            .isPresent();
  }

  private void modules() {
    if (plan.moduleTypes().isEmpty()) {
      return;
    }
    section(
        "Modules that a program reads to unpack them, which the kernel then does not see as files.");
    for (String type : plan.moduleTypes()) {
      lines.comment(reasons.ofModules(type));
      lines.rule(labelled(MEASURE, type, READING, TO_READ));
    }
  }

  private void pseudoFileSystems() {
    section(
        "Reading on file systems that the kernel makes up or keeps in memory, which its own tcb"
            + " policy leaves out too. What runs from them is measured above.");
    for (PseudoFileSystem fileSystem : PseudoFileSystem.values()) {
      lines.comment(fileSystem.fsname());
      lines.rule(ImaRule.of(DONT_MEASURE, READING, new ImaCondition.FsMagic(fileSystem.magic())));
    }
  }

  private void reading() {
    ReadPlan reads = plan.reads();
    switch (reads.others()) {
      case ROOT -> {
        leftOut(reads.named(MeasuredReads.NONE));
        rootReads();
        everybodyReads(reads.named(MeasuredReads.ALL));
      }
      case ALL -> {
        leftOut(reads.named(MeasuredReads.NONE));
        onlyRootReads(reads.named(MeasuredReads.ROOT));
        section("What anybody reads, under any other label.");
        lines.rule(ImaRule.of(MEASURE, READING, TO_READ));
      }
      case NONE -> {
        everybodyReads(reads.named(MeasuredReads.ALL));
        rootReadsOf(reads.named(MeasuredReads.ROOT));
      }
    }
  }

  private void leftOut(SortedSet<String> types) {
    if (types.isEmpty()) {
      return;
    }
    section("Data that changes: its reading is left out, running it is not.");
    for (String type : types) {
      lines.comment(reasons.ofReading(type));
      lines.rule(labelled(DONT_MEASURE, type, READING));
    }
  }

  private void rootReads() {
    section("What root reads, under any other label.");
    ROOT.forEach(root -> lines.rule(ImaRule.of(MEASURE, READING, TO_READ, root)));
  }

  private void onlyRootReads(SortedSet<String> types) {
    if (types.isEmpty()) {
      return;
    }
    rootReads();
    section("What only root's reading is measured of.");
    for (String type : types) {
      lines.comment(reasons.ofReading(type));
      lines.rule(labelled(DONT_MEASURE, type, READING));
    }
  }

  private void everybodyReads(SortedSet<String> types) {
    if (types.isEmpty()) {
      return;
    }
    section("What trusted domains read and nobody else writes: measured whoever reads it.");
    for (String type : types) {
      lines.comment(reasons.ofReading(type));
      lines.rule(labelled(MEASURE, type, READING, TO_READ));
    }
  }

  private void rootReadsOf(SortedSet<String> types) {
    if (types.isEmpty()) {
      return;
    }
    section("What root reads.");
    for (String type : types) {
      lines.comment(reasons.ofReading(type));
      ROOT.forEach(root -> lines.rule(labelled(MEASURE, type, READING, TO_READ, root)));
    }
  }

  private void section(String reason) {
    lines.blank();
    lines.comment(reason);
  }

  private static ImaRule labelled(ImaAction action, String type, ImaCondition... others) {
    ImaCondition[] conditions = new ImaCondition[others.length + 1];
    System.arraycopy(others, 0, conditions, 0, others.length);
    conditions[others.length] = new ImaCondition.ObjType(type);
    return ImaRule.of(action, conditions);
  }
}
