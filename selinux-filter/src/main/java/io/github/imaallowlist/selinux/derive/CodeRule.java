package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.ImaAction;
import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.ima.policy.KernelVersion;
import java.util.List;

/**
 * A rule of every profile: what runs or is loaded, whatever its label and wherever it lies.
 *
 * @param reason why it is there
 * @param without what a log lacks if the kernel does not know the rule
 */
record CodeRule(ImaRule rule, String reason, String without) {
  private static final ImaCondition EXEC = new ImaCondition.Mask(AccessMask.MAY_EXEC, false);

  /** In the order in which a policy has them. */
  static final List<CodeRule> ALL =
      List.of(
          of("Programs and scripts that are executed.", ImaHook.BPRM_CHECK, EXEC),
          of("Libraries, and what else is mapped to be executed.", ImaHook.MMAP_CHECK, EXEC),
          of("Kernel modules that the kernel reads itself.", ImaHook.MODULE_CHECK),
          of("Firmware.", ImaHook.FIRMWARE_CHECK),
          of("Kernels for kexec,", ImaHook.KEXEC_KERNEL_CHECK),
          of("the initramfs that comes with one,", ImaHook.KEXEC_INITRAMFS_CHECK),
          of("and its command line.", ImaHook.KEXEC_CMDLINE),
          of("IMA policies, loaded by their path.", ImaHook.POLICY_CHECK),
          new CodeRule(
              ImaRule.of(
                  ImaAction.MEASURE,
                  new ImaCondition.Func(ImaHook.CRITICAL_DATA),
                  new ImaCondition.Label(List.of("selinux"))),
              "The SELinux policy and whether it is enforced, on which rules with labels rest. Logged"
                  + " when that changes; for the first load of SELinux's policy, which is before this"
                  + " one's, boot with ima_policy=critical_data.",
              "nothing tells which SELinux policy a host has loaded, nor whether it is enforced,"
                  + " so that labels are not to be relied on"));

  private static CodeRule of(String reason, ImaHook hook, ImaCondition... more) {
    ImaCondition[] conditions = new ImaCondition[more.length + 1];
    conditions[0] = new ImaCondition.Func(hook);
    System.arraycopy(more, 0, conditions, 1, more.length);
    return new CodeRule(
        ImaRule.of(ImaAction.MEASURE, conditions), reason, hook + " is not measured");
  }

  /** The hook that it is for. */
  ImaHook hook() {
    return rule.hook().orElseThrow();
  }

  /** The first kernel that knows its hook and all its key words. */
  KernelVersion since() {
    KernelVersion since = hook().since();
    for (ImaCondition condition : rule.conditions()) {
      KernelVersion keyword = condition.keyword().since();
      since = keyword.compareTo(since) > 0 ? keyword : since;
    }
    return since;
  }
}
