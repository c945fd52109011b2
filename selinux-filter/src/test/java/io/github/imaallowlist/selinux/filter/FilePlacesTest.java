package io.github.imaallowlist.selinux.filter;

import static io.github.imaallowlist.ima.policy.ImaHook.FIRMWARE_CHECK;
import static io.github.imaallowlist.ima.policy.ImaHook.KEXEC_INITRAMFS_CHECK;
import static io.github.imaallowlist.ima.policy.ImaHook.KEXEC_KERNEL_CHECK;
import static io.github.imaallowlist.ima.policy.ImaHook.MODULE_CHECK;
import static io.github.imaallowlist.ima.policy.ImaHook.POLICY_CHECK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.model.FilePath;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FilePlacesTest {
  private static final Map<String, Set<ImaHook>> HOOKS =
      Map.ofEntries(
          Map.entry("/lib/modules/6.1.0/kernel/fs/ext4/ext4.ko", Set.of(MODULE_CHECK)),
          Map.entry("/usr/lib/modules/6.1.0/extra/a.ko.gz", Set.of(MODULE_CHECK)),
          Map.entry("/usr/lib/modules/6.1.0/extra/a.ko.xz", Set.of(MODULE_CHECK)),
          Map.entry("/usr/lib/modules/6.1.0/extra/a.ko.zst", Set.of(MODULE_CHECK)),
          Map.entry("/usr/lib/modules/6.1.0/modules.dep", Set.of()),
          Map.entry("/usr/lib/modules/6.1.0/a.ko.signature", Set.of()),
          Map.entry("/opt/driver/a.ko", Set.of(MODULE_CHECK)),
          Map.entry("/usr/lib/firmware/a/b.bin.xz", Set.of(FIRMWARE_CHECK)),
          Map.entry("/lib/firmware/intel-ucode/06-01", Set.of(FIRMWARE_CHECK)),
          Map.entry("/lib/firmware-tools", Set.of()),
          Map.entry("/boot/vmlinuz-6.1.0", Set.of(KEXEC_KERNEL_CHECK)),
          Map.entry("/usr/lib/modules/6.1.0/vmlinuz", Set.of(KEXEC_KERNEL_CHECK)),
          Map.entry("/usr/lib/modules/6.1.0/Image", Set.of(KEXEC_KERNEL_CHECK)),
          Map.entry("/usr/lib/modules/6.1.0/initrd", Set.of(KEXEC_INITRAMFS_CHECK)),
          Map.entry("/boot/initramfs-6.1.0.img", Set.of(KEXEC_INITRAMFS_CHECK, KEXEC_KERNEL_CHECK)),
          Map.entry("/boot/efi/EFI/Linux/a.efi", Set.of(KEXEC_INITRAMFS_CHECK, KEXEC_KERNEL_CHECK)),
          Map.entry("/boot/config-6.1.0", Set.of()),
          Map.entry("/etc/ima/ima-policy", Set.of(POLICY_CHECK)),
          Map.entry("/etc/imaginary", Set.of()),
          Map.entry("/usr/bin/vmlinuz", Set.of()));

  @Test
  void placeAndNameTellWhatTheKernelReadsAFileFor() {
    HOOKS.forEach(
        (path, hooks) ->
            assertThat(FilePlaces.hooksAt(FilePath.of(path))).as(path).isEqualTo(hooks));
  }
}
