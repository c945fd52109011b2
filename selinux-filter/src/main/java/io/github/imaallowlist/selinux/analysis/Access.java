package io.github.imaallowlist.selinux.analysis;

import io.github.imaallowlist.selinux.policy.Permission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a domain may do with files of a type, as far as it says what the type is for. */
public enum Access {
  /**
   * Run them, or map them as code. The kernel asks for {@code execute} in both cases ({@code
   * selinux_file_mmap} and {@code selinux_bprm_creds_for_exec}, security/selinux/hooks.c); what
   * else it asks for ({@code execute_no_trans}, {@code map}) is left aside: in doubt a type is
   * code.
   */
  EXECUTE(Permission.EXECUTE),
  /** Be the domain that a process comes into by running one. */
  ENTER(Permission.ENTRYPOINT),
  /** Have the kernel load them ({@code selinux_kernel_read_file}). */
  LOAD(
      Permission.MODULE_LOAD,
      Permission.FIRMWARE_LOAD,
      Permission.KEXEC_IMAGE_LOAD,
      Permission.KEXEC_INITRAMFS_LOAD,
      Permission.POLICY_LOAD),
  /** Change what files of the type hold, or bring files into the type. */
  WRITE(Permission.WRITE, Permission.APPEND, Permission.CREATE, Permission.RELABELTO),
  CREATE(Permission.CREATE),
  READ(Permission.READ);

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final Set<Permission> permissions;

  Access(Permission first, Permission... others) {
    this.permissions = Collections.unmodifiableSet(EnumSet.of(first, others));
  }

  /** Any of these will do. */
  public Set<Permission> permissions() {
    return permissions;
  }
}
