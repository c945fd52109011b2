package io.github.imaallowlist.ima.lint;

import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaRule;
import java.util.Map;
import java.util.Optional;

/** Which file systems hold no programs: those that the kernel makes up ({@code magic.h}). */
final class FileSystemKinds {
  private static final Map<Long, String> PSEUDO =
      Map.ofEntries(
          Map.entry(0x9fa0L, "proc"),
          Map.entry(0x62656572L, "sysfs"),
          Map.entry(0x64626720L, "debugfs"),
          Map.entry(0x74726163L, "tracefs"),
          Map.entry(0x1cd1L, "devpts"),
          Map.entry(0x42494e4dL, "binfmt_misc"),
          Map.entry(0x73636673L, "securityfs"),
          Map.entry(0xf97cff8cL, "selinuxfs"),
          Map.entry(0x43415d53L, "smackfs"),
          Map.entry(0x27e0ebL, "cgroup"),
          Map.entry(0x63677270L, "cgroup2"),
          Map.entry(0x6e736673L, "nsfs"),
          Map.entry(0xde5e81e4L, "efivarfs"),
          Map.entry(0x6165676cL, "pstore"),
          Map.entry(0x19800202L, "mqueue"),
          Map.entry(0x62656570L, "configfs"),
          Map.entry(0xcafe4a11L, "bpf"),
          Map.entry(0x65735543L, "fusectl"),
          Map.entry(0x187L, "autofs"),
          Map.entry(0x67596969L, "rpc_pipefs"),
          Map.entry(0x6e667364L, "nfsd"),
          Map.entry(0x7655821L, "resctrl"),
          Map.entry(0x50494446L, "pidfs"),
          Map.entry(0x534f434bL, "sockfs"),
          Map.entry(0x50495045L, "pipefs"),
          Map.entry(0x9041934L, "anon_inodefs"));

  private static final Map<Long, String> WITH_PROGRAMS =
      Map.ofEntries(
          Map.entry(0x1021994L, "tmpfs"),
          Map.entry(0x858458f6L, "ramfs"),
          Map.entry(0xef53L, "ext4"),
          Map.entry(0x58465342L, "xfs"),
          Map.entry(0x9123683eL, "btrfs"),
          Map.entry(0xf2f52010L, "f2fs"),
          Map.entry(0x794c7630L, "overlay"),
          Map.entry(0x6969L, "nfs"),
          Map.entry(0xff534d42L, "cifs"),
          Map.entry(0x65735546L, "fuse"),
          Map.entry(0x73717368L, "squashfs"),
          Map.entry(0xe0f5e1e2L, "erofs"),
          Map.entry(0x4d44L, "vfat"),
          Map.entry(0x9660L, "iso9660"),
          Map.entry(0x2fc12fc1L, "zfs"));

  private FileSystemKinds() {}

  /** Whether the rule is for file systems without programs alone. */
  static boolean withoutPrograms(ImaRule rule) {
    return rule.condition(ImaCondition.FsMagic.class)
            .filter(magic -> PSEUDO.containsKey(magic.magic()))
            .isPresent()
        || rule.condition(ImaCondition.FsName.class)
            .filter(name -> PSEUDO.containsValue(name.name()))
            .isPresent();
  }

  /** What the rule calls its file system, if it names one, in words. */
  static Optional<String> named(ImaRule rule) {
    return rule.condition(ImaCondition.FsMagic.class)
        .map(
            magic ->
                Optional.ofNullable(WITH_PROGRAMS.get(magic.magic()))
                    .map(name -> magic.text() + " (" + name + ")")
                    .orElse(magic.text()))
        .or(() -> rule.condition(ImaCondition.FsName.class).map(ImaCondition::text));
  }
}
