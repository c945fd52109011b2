package io.github.imaallowlist.selinux.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The default sets of domains, each name with its reason. They serve the policies of Debian (the
 * reference policy), Fedora (targeted) and openSUSE (a copy of Fedora's); none has all names.
 *
 * <p>Not trusted, although administrators start them: what changes state at run time ({@code
 * udev_t}, {@code systemd_logind_t}), so that its state is data that changes; administrators of one
 * service ({@code webadm_t}, {@code dbadm_t}, {@code logadm_t}), whom the policy confines because
 * they are not trusted with the rest; {@code passwd_t}, which works for everybody; and {@code
 * unconfined_service_t}, in which Fedora runs each service that has no policy of its own.
 */
public final class DefaultDomains {
  /** Trusted domains: name to reason. */
  public static final Map<String, String> TRUSTED =
      reasons(
          "kernel_t", "the kernel and its threads",
          "init_t", "init, systemd",
          "initrc_t", "init scripts, and services without a domain of their own",
          "systemd_tmpfiles_t", "init: makes the files that packages' tmpfiles.d list",
          "systemd_sysusers_t", "init: makes the accounts that packages' sysusers.d list",
          "systemd_hwdb_t", "package manager: compiles hwdb.bin from what packages bring",
          "systemd_hw_t", "package manager: the same, in the reference policy",
          "systemd_update_done_t", "init: marks that an update has been dealt with",
          "rpm_t", "package manager: rpm, dnf, zypper, PackageKit",
          "rpm_script_t", "package manager: scripts in RPM packages",
          "dpkg_t", "package manager: dpkg",
          "dpkg_script_t", "package manager: scripts in Debian packages",
          "apt_t", "package manager: apt",
          "install_t", "package manager: rpm-ostree, bootc, installers",
          "anaconda_t", "package manager: Fedora's installer",
          "ldconfig_t", "package manager: the cache of libraries",
          "prelink_t", "package manager: prelinked programs",
          "kmod_t", "package manager: depmod's index of kernel modules",
          "tzdata_t", "package manager: the machine's time zone",
          "useradd_t", "package manager and administrators: accounts",
          "groupadd_t", "package manager and administrators: groups",
          "bootloader_t", "boot loader: GRUB and its configuration",
          "bootupd_t", "boot loader: updates it",
          "kdumpctl_t", "boot loader: the kernel and initramfs for crashes",
          "setfiles_t", "labelling: setfiles, restorecon",
          "setfiles_mac_t", "labelling: the same, with labels that the policy lacks",
          "restorecond_t", "labelling: restorecond",
          "semanage_t", "labelling: semanage, semodule",
          "setsebool_t", "labelling: setsebool",
          "load_policy_t", "labelling: loads the policy",
          "checkpolicy_t", "labelling: compiles the policy",
          "sysadm_t", "administrators",
          "secadm_t", "administrators of the policy",
          "unconfined_t", "administrators where users are not confined");

  /**
   * Unconfined domains: name to reason. The attributes of the reference policy ({@code
   * policy/modules/kernel}), which {@code unconfined_domain_noaudit()} gives.
   */
  public static final Map<String, String> UNCONFINED =
      reasons(
          "files_unconfined_type", "may do everything with all files",
          "filesystem_unconfined_type", "may do everything with what has its file system's label",
          "unconfined_domain_type", "may do everything");

  private DefaultDomains() {}

  private static Map<String, String> reasons(String... namesAndReasons) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (int i = 0; i < namesAndReasons.length; i += 2) {
      reasons.put(namesAndReasons[i], namesAndReasons[i + 1]);
    }
    return Collections.unmodifiableMap(reasons);
  }
}
