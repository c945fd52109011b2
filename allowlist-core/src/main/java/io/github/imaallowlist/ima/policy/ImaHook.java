package io.github.imaallowlist.ima.policy;

import java.util.List;

/**
 * Where the kernel asks the IMA policy; {@code func=} of a rule ({@code ima.h}, ima_hooks). The
 * masks are those that the callers in {@code ima_main.c} pass.
 *
 * <p>POST_SETATTR is none of them: no rule can name it, and it only ever appraises.
 */
@SuppressWarnings("ImmutableEnumChecker") // records and List.of are
public enum ImaHook {
  /** A file was opened; the mask is what it was opened for, several at once possibly. */
  FILE_CHECK(AccessMask.values()),
  /** A file is mapped executable, or was, and the kernel made it so ({@code READ_IMPLIES_EXEC}). */
  MMAP_CHECK(AccessMask.MAY_EXEC),
  /** As MMAP_CHECK, but by what the program asked for. */
  MMAP_CHECK_REQPROT(6, 3, AccessMask.MAY_EXEC),
  /** A file is executed, with the credentials of who executes it. */
  BPRM_CHECK(AccessMask.MAY_EXEC),
  /** A file is executed, with the credentials that it will have. */
  CREDS_CHECK(AccessMask.MAY_EXEC),
  MODULE_CHECK(AccessMask.MAY_READ),
  FIRMWARE_CHECK(AccessMask.MAY_READ),
  KEXEC_KERNEL_CHECK(AccessMask.MAY_READ),
  KEXEC_INITRAMFS_CHECK(AccessMask.MAY_READ),
  /** An IMA policy is loaded by its path. */
  POLICY_CHECK(AccessMask.MAY_READ),
  /** A buffer; the file asked about is the kernel to be started. */
  KEXEC_CMDLINE,
  /** A key is added to a keyring. */
  KEY_CHECK(5, 6),
  /** Data that the kernel itself hands over, under a label. */
  CRITICAL_DATA(5, 12),
  /** A setting, not a hook: which algorithms {@code security.ima} may be written with. */
  SETXATTR_CHECK(5, 15);

  private final KernelVersion since;
  private final List<AccessMask> masks;

  ImaHook(AccessMask... masks) {
    this.since = KernelVersion.OLDEST;
    this.masks = List.of(masks);
  }

  ImaHook(int major, int minor, AccessMask... masks) {
    this.since = new KernelVersion(major, minor);
    this.masks = List.of(masks);
  }

  /** The first kernel that knows it. */
  public KernelVersion since() {
    return since;
  }

  /** What it can ask for; empty where there is no mask. */
  public List<AccessMask> masks() {
    return masks;
  }

  /** Whether it is about data under a name, not about a file, so that nothing of a file matches. */
  public boolean ofNamedData() {
    return this == KEY_CHECK || this == CRITICAL_DATA;
  }
}
