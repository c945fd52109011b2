package io.github.imaallowlist.ima.policy;

/** Where the kernel asks the IMA policy; {@code func=} of a rule ({@code ima.h}, ima_hooks). */
public enum ImaHook {
  FILE_CHECK,
  MMAP_CHECK,
  MMAP_CHECK_REQPROT,
  BPRM_CHECK,
  CREDS_CHECK,
  MODULE_CHECK,
  FIRMWARE_CHECK,
  KEXEC_KERNEL_CHECK,
  KEXEC_INITRAMFS_CHECK,
  POLICY_CHECK,
  KEXEC_CMDLINE,
  KEY_CHECK,
  CRITICAL_DATA,
  SETXATTR_CHECK
}
