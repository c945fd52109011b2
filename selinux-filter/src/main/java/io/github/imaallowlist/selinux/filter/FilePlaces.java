package io.github.imaallowlist.selinux.filter;

import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.model.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which files the kernel reads for itself, by where they are and how they are named: modules,
 * firmware, kernels and initial file systems for kexec, IMA policies.
 *
 * <p>Modules have the names that kmod knows ({@code libkmod/libkmod-file.c}), and most are in
 * {@code /lib/modules}; but {@code insmod(8)} loads them from anywhere. Firmware is where {@code
 * fw_path} in {@code drivers/base/firmware_loader/main.c} points, under any name. Any file may be
 * given to {@code kexec(8)}; distributions have theirs in {@code /boot} and beside the modules
 * ({@code kernel-install(8)}).
 */
public final class FilePlaces {
  /**
   * Where systemd and dracut read the IMA policy from ({@code ima-setup.c}, {@code 98integrity}).
   */
  public static final FilePath IMA_POLICY = FilePath.of("/etc/ima/ima-policy");

  private static final List<byte[]> FIRMWARE = names("/lib/firmware/", "/usr/lib/firmware/");
  private static final List<byte[]> BOOT = names("/boot/", "/usr/lib/modules/", "/lib/modules/");
  private static final List<byte[]> POLICIES = names("/etc/ima/", "/etc/sysconfig/ima-policy");

  private static final List<byte[]> MODULE_ENDINGS = names(".ko", ".ko.gz", ".ko.xz", ".ko.zst");

  /** What kernel images' names begin with, on all architectures; {@code linux} for unified ones. */
  private static final List<byte[]> KERNEL_BEGINNINGS =
      names("vmlinu", "bzImage", "zImage", "uImage", "Image", "image", "kernel", "linux");

  private static final List<byte[]> INITRAMFS_BEGINNINGS = names("initr", "uInitrd");
  private static final List<byte[]> EITHER_ENDINGS = names(".efi", ".img");

  private FilePlaces() {}

  /** The hooks, of those for what the kernel reads, that such a file is meant for; mostly none. */
  public static Set<ImaHook> hooksAt(FilePath path) {
    byte[] bytes = path.bytes();
    Set<ImaHook> hooks = EnumSet.noneOf(ImaHook.class);
    if (endsWithAny(MODULE_ENDINGS, bytes)) {
      hooks.add(ImaHook.MODULE_CHECK);
    }
    if (isIn(FIRMWARE, bytes)) {
      hooks.add(ImaHook.FIRMWARE_CHECK);
    }
    if (isIn(BOOT, bytes)) {
      addForBoot(bytes, hooks);
    }
    if (isIn(POLICIES, bytes)) {
      hooks.add(ImaHook.POLICY_CHECK);
    }
    return hooks.isEmpty() ? Set.of() : Collections.unmodifiableSet(hooks);
  }

  private static void addForBoot(byte[] path, Set<ImaHook> hooks) {
    int name = startOfName(path);
    boolean either = endsWithAny(EITHER_ENDINGS, path);
    if (either || beginsWithAny(KERNEL_BEGINNINGS, path, name)) {
      hooks.add(ImaHook.KEXEC_KERNEL_CHECK);
    }
    if (either || beginsWithAny(INITRAMFS_BEGINNINGS, path, name)) {
      hooks.add(ImaHook.KEXEC_INITRAMFS_CHECK);
    }
  }

  private static boolean isIn(List<byte[]> folders, byte[] path) {
    return beginsWithAny(folders, path, 0);
  }

  private static int startOfName(byte[] path) {
    int start = path.length;
    while (start > 0 && path[start - 1] != '/') {
      start--;
    }
    return start;
  }

  private static boolean beginsWithAny(List<byte[]> beginnings, byte[] path, int from) {
    for (byte[] beginning : beginnings) {
      if (isAt(beginning, path, from)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWithAny(List<byte[]> endings, byte[] path) {
    for (byte[] ending : endings) {
      if (isAt(ending, path, path.length - ending.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] text, byte[] path, int from) {
    if (from < 0 || path.length - from < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (path[from + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private static List<byte[]> names(String... texts) {
    return List.of(texts).stream().map(text -> text.getBytes(StandardCharsets.US_ASCII)).toList();
  }
}
