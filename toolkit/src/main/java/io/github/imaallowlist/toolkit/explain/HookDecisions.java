package io.github.imaallowlist.toolkit.explain;

import io.github.imaallowlist.ima.evaluate.Evaluation;
import io.github.imaallowlist.ima.evaluate.FileSystemFacts;
import io.github.imaallowlist.ima.evaluate.Ids;
import io.github.imaallowlist.ima.evaluate.ImaEvent;
import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.filter.FilePlaces;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks an IMA policy about a file on a disk file system: for rules that go by the file system's
 * magic, that is ext4's, so that those about pseudo file systems do not match.
 */
final class HookDecisions {
  /** {@code EXT4_SUPER_MAGIC} (linux/magic.h). */
  private static final long DISK = 0xef53;

  /** Of somebody who is not root. */
  private static final long USER = 1000;

  private final ImaPolicy policy;
  private final Set<ImaHook> alsoNamed = EnumSet.noneOf(ImaHook.class);

  /**
   * @param policy with types by their own names
   */
  HookDecisions(ImaPolicy policy) {
    this.policy = policy;
    for (ImaRule rule : policy.rules()) {
      for (ImaCondition condition : rule.conditions()) {
        if (condition instanceof ImaCondition.Func func
            && (func.hook() == ImaHook.CREDS_CHECK || func.hook() == ImaHook.MMAP_CHECK_REQPROT)) {
          alsoNamed.add(func.hook());
        }
      }
    }
  }

  /**
   * The decisions at the hooks to which such a file may come.
   *
   * @param label with its type by its own name; absent if it is not known
   */
  List<HookDecision> of(FilePath path, Optional<SecurityContext> label) {
    Set<ImaHook> hooks = EnumSet.of(ImaHook.BPRM_CHECK, ImaHook.MMAP_CHECK, ImaHook.FILE_CHECK);
    hooks.addAll(alsoNamed);
    hooks.addAll(FilePlaces.hooksAt(path));
    List<HookDecision> decisions = new ArrayList<>();
    for (ImaHook hook : hooks) {
      ImaEvent event = ImaEvent.of(hook).withFileSystem(FileSystemFacts.UNKNOWN.withMagic(DISK));
      if (hook == ImaHook.FILE_CHECK) {
        event = event.withAccess(AccessMask.MAY_READ);
      }
      if (label.isPresent()) {
        event = event.withObject(label.get());
      }
      decisions.add(
          new HookDecision(
              hook,
              Evaluation.decide(policy, event.withUsers(Ids.all(0))),
              Evaluation.decide(policy, event.withUsers(Ids.all(USER)))));
    }
    return decisions;
  }
}
