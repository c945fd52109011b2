package io.github.imaallowlist.selinux.derive;

/**
 * A file system whose files the kernel makes up or keeps in memory: those that its own tcb policy
 * does not measure (dont_measure_rules in {@code ima_policy.c}, of 6.1; the numbers from {@code
 * include/uapi/linux/magic.h}).
 *
 * <p>The kernel leaves all hooks out there. A program on a tmpfs would then run unseen, so here
 * reading alone is left out. On the others nothing can run in any case.
 */
enum PseudoFileSystem {
  PROC("proc", 0x9fa0L),
  SYSFS("sysfs", 0x62656572L),
  DEBUGFS("debugfs", 0x64626720L),
  TMPFS("tmpfs", 0x01021994L),
  DEVPTS("devpts", 0x1cd1L),
  BINFMT_MISC("binfmt_misc", 0x42494e4dL),
  SECURITYFS("securityfs", 0x73636673L),
  SELINUXFS("selinuxfs", 0xf97cff8cL),
  SMACKFS("smackfs", 0x43415d53L),
  CGROUP("cgroup", 0x27e0ebL),
  CGROUP2("cgroup2", 0x63677270L),
  NSFS("nsfs", 0x6e736673L),
  EFIVARFS("efivarfs", 0xde5e81e4L);

  private final String fsname;
  private final long magic;

  PseudoFileSystem(String fsname, long magic) {
    this.fsname = fsname;
    this.magic = magic;
  }

  /** As in {@code /proc/filesystems}. */
  String fsname() {
    return fsname;
  }

  /** As in {@code statfs}. */
  long magic() {
    return magic;
  }
}
