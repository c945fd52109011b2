package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.evaluate.Decision;
import io.github.imaallowlist.ima.evaluate.Decision.Outcome;
import io.github.imaallowlist.ima.evaluate.Evaluation;
import io.github.imaallowlist.ima.evaluate.FileSystemFacts;
import io.github.imaallowlist.ima.evaluate.Ids;
import io.github.imaallowlist.ima.evaluate.ImaEvent;
import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.ActionFamily;
import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.model.SecurityContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds the rules of a policy against what was planned: evaluated for each type, hook, reader and
 * file system, they have to measure just that. A policy that fails is a bug here and is not handed
 * out.
 *
 * <p>What is expected comes from the plan's intent, not from the code that chose and wrote rules.
 */
final class PolicyProof {
  /** Measured in every profile, whatever the label, but for types that may run unmeasured. */
  private static final Set<ImaHook> CODE =
      EnumSet.of(
          ImaHook.BPRM_CHECK,
          ImaHook.MMAP_CHECK,
          ImaHook.MODULE_CHECK,
          ImaHook.FIRMWARE_CHECK,
          ImaHook.KEXEC_KERNEL_CHECK,
          ImaHook.KEXEC_INITRAMFS_CHECK,
          ImaHook.POLICY_CHECK,
          ImaHook.KEXEC_CMDLINE);

  private static final KernelVersion CRITICAL_DATA = new KernelVersion(5, 12);
  private static final FileSystemFacts EXT4 = FileSystemFacts.UNKNOWN.withMagic(0xef53);
  private static final FileSystemFacts TMPFS =
      FileSystemFacts.UNKNOWN.withMagic(PseudoFileSystem.TMPFS.magic());

  /** Who reads, and whether the kernel takes that for root. */
  private record Reader(Ids ids, boolean root) {}

  /** A rule and the type that it names, empty if none. */
  private record OfHook(ImaRule rule, String type) {}

  private static final Reader ROOT = new Reader(Ids.all(0).withMayChange(true), true);
  private static final Reader USER = new Reader(Ids.all(1000).withMayChange(false), false);
  private static final List<Reader> READERS =
      List.of(
          ROOT,
          USER,
          // A setuid program that a user runs, one that has gone back to the user, with and without
          // its capabilities, and root that has become a user for a while.
          new Reader(Ids.all(0).withReal(1000).withMayChange(true), true),
          new Reader(Ids.all(1000).withSaved(0).withMayChange(true), true),
          new Reader(Ids.all(1000).withSaved(0).withMayChange(false), false),
          new Reader(Ids.all(0).withEffective(1000).withMayChange(false), true),
          new Reader(Ids.all(1000).withMayChange(true), false));

  private final PolicyPlan plan;
  private final List<ImaRule> rules;
  private final Map<ImaHook, List<OfHook>> byHook = new EnumMap<>(ImaHook.class);

  private PolicyProof(PolicyPlan plan, List<ImaRule> rules) {
    this.plan = plan;
    this.rules = rules;
  }

  /**
   * @param types of the SELinux policy
   * @throws AllowlistException if the rules do not say what was planned
   */
  static void check(PolicyPlan plan, List<ImaRule> rules, Set<String> types)
      throws AllowlistException {
    PolicyProof proof = new PolicyProof(plan, rules);
    proof.checkNames(types);
    // For the types that rules name, and one that stands for all others.
    List<String> told =
        Stream.of(
                plan.universe().types().keySet().stream(),
                proof.named(),
                types.stream().filter(proof::isUnnamed).limit(1),
                Stream.of("a_type_of_another_policy_t"))
            .flatMap(names -> names)
            .distinct()
            .toList();
    for (String type : told) {
      proof.checkType(type);
    }
    proof.checkData();
  }

  private Stream<String> named() {
    return rules.stream().flatMap(rule -> type(rule).stream());
  }

  private boolean isUnnamed(String type) {
    return !plan.universe().types().containsKey(type) && named().noneMatch(type::equals);
  }

  private void checkNames(Set<String> types) throws AllowlistException {
    Optional<String> unknown = named().filter(name -> !types.contains(name)).findFirst();
    if (unknown.isPresent()) {
      throw bug("a rule names " + unknown.get() + ", which is no type");
    }
    long labelRules = named().count();
    if (labelRules != plan.labelRules()) {
      throw bug(labelRules + " rules have a label, not " + plan.labelRules());
    }
  }

  private void checkType(String type) throws AllowlistException {
    SecurityContext object = new SecurityContext("system_u", "object_r", type, Optional.of("s0"));
    for (ImaHook hook : ImaHook.values()) {
      ImaEvent event = ImaEvent.of(hook).withObject(object);
      List<ImaRule> relevant = relevant(hook, type);
      if (hook == ImaHook.FILE_CHECK) {
        checkReading(relevant, event, type);
      } else if (!hook.ofNamedData()) {
        boolean skipped =
            plan.skippedCode().contains(type)
                && (hook == ImaHook.BPRM_CHECK || hook == ImaHook.MMAP_CHECK);
        for (FileSystemFacts fileSystem : List.of(EXT4, TMPFS)) {
          for (Reader reader : List.of(ROOT, USER)) {
            check(
                relevant,
                event.withUsers(reader.ids()).withFileSystem(fileSystem),
                CODE.contains(hook) && !skipped);
          }
        }
      }
    }
  }

  /**
   * Those that can match: a rule that names another hook or another type is left aside, for time.
   */
  private List<ImaRule> relevant(ImaHook hook, String type) {
    List<ImaRule> relevant = new ArrayList<>();
    for (OfHook rule : byHook.computeIfAbsent(hook, this::ofHook)) {
      if (rule.type().isEmpty() || rule.type().equals(type)) {
        relevant.add(rule.rule());
      }
    }
    return relevant;
  }

  private List<OfHook> ofHook(ImaHook hook) {
    return rules.stream()
        .filter(rule -> rule.hook().orElse(hook) == hook)
        .map(rule -> new OfHook(rule, type(rule).orElse("")))
        .toList();
  }

  private static Optional<String> type(ImaRule rule) {
    return rule.condition(ImaCondition.ObjType.class).map(ImaCondition.ObjType::name);
  }

  private void checkReading(List<ImaRule> relevant, ImaEvent event, String type)
      throws AllowlistException {
    boolean module = plan.moduleTypes().contains(type);
    MeasuredReads reads = plan.measuredReads(type);
    for (Reader reader : READERS) {
      ImaEvent read = event.withUsers(reader.ids()).withFileSystem(EXT4);
      boolean measured =
          reads == MeasuredReads.ALL || (reads == MeasuredReads.ROOT && reader.root());
      check(relevant, read.withAccess(AccessMask.MAY_READ), measured);
      check(relevant, read.withAccess(AccessMask.MAY_READ, AccessMask.MAY_WRITE), measured);
      check(relevant, read.withAccess(AccessMask.MAY_WRITE), false);
      check(relevant, read.withAccess(AccessMask.MAY_EXEC), false);
      check(relevant, read.withFileSystem(TMPFS).withAccess(AccessMask.MAY_READ), module);
    }
    for (PseudoFileSystem pseudo : PseudoFileSystem.values()) {
      check(
          relevant,
          event
              .withUsers(ROOT.ids())
              .withFileSystem(FileSystemFacts.UNKNOWN.withMagic(pseudo.magic()))
              .withAccess(AccessMask.MAY_READ),
          module);
    }
  }

  private void checkData() throws AllowlistException {
    boolean known = plan.kernel().compareTo(CRITICAL_DATA) >= 0;
    ImaEvent event = ImaEvent.of(ImaHook.CRITICAL_DATA).withUsers(ROOT.ids());
    check(rules, event.withDataName("selinux"), known);
    check(rules, event.withDataName("device_mapper"), false);
    check(rules, ImaEvent.of(ImaHook.KEY_CHECK).withUsers(ROOT.ids()).withDataName(".ima"), false);
  }

  private static void check(List<ImaRule> rules, ImaEvent event, boolean measured)
      throws AllowlistException {
    Decision decision = Evaluation.decide(rules, event, ActionFamily.MEASURE);
    Outcome expected = measured ? Outcome.MEASURED : Outcome.NOT_MEASURED;
    if (decision.outcome() != expected) {
      throw bug(expected + " was to be, and " + decision.outcome() + " is: " + words(event));
    }
  }

  private static String words(ImaEvent event) {
    return Stream.concat(
            Stream.of(event.hook().toString()),
            Stream.of(
                    event.object().map(SecurityContext::type),
                    event
                        .access()
                        .map(access -> Arrays.toString(access.stream().sorted().toArray())),
                    event.users().real().map(id -> "uid " + id),
                    event.users().effective().map(id -> "euid " + id),
                    event.fileSystem().magic().map(magic -> "fsmagic 0x" + Long.toHexString(magic)),
                    event.dataName())
                .flatMap(Optional::stream))
        .reduce((first, second) -> first + ", " + second)
        .orElseThrow();
  }

  /** What to throw where the policy turns out not to be what was planned. */
  static AllowlistException bug(String problem) {
    return new AllowlistException(
        ExitCode.BUG,
        "the IMA policy does not say what it was made for: " + problem,
        "Report this with the SELinux policy and the options; nothing was written.");
  }
}
