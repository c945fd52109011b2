package io.github.imaallowlist.selinux.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The permissions that say what a file is for; a policy need not know all of them. */
public enum Permission {
  EXECUTE(ObjectClass.FILE, "execute"),
  ENTRYPOINT(ObjectClass.FILE, "entrypoint"),
  READ(ObjectClass.FILE, "read"),
  WRITE(ObjectClass.FILE, "write"),
  APPEND(ObjectClass.FILE, "append"),
  CREATE(ObjectClass.FILE, "create"),
  RELABELTO(ObjectClass.FILE, "relabelto"),
  MODULE_LOAD(ObjectClass.SYSTEM, "module_load"),
  FIRMWARE_LOAD(ObjectClass.SYSTEM, "firmware_load"),
  KEXEC_IMAGE_LOAD(ObjectClass.SYSTEM, "kexec_image_load"),
  KEXEC_INITRAMFS_LOAD(ObjectClass.SYSTEM, "kexec_initramfs_load"),
  POLICY_LOAD(ObjectClass.SYSTEM, "policy_load");

  private static final Map<String, Permission> BY_KEYWORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Permission::keyword, Function.identity()));

  private final ObjectClass objectClass;
  private final String keyword;

  Permission(ObjectClass objectClass, String keyword) {
    this.objectClass = objectClass;
    this.keyword = keyword;
  }

  /** The permission of a class that is written so, if it is one of these. */
  static Optional<Permission> of(ObjectClass objectClass, String keyword) {
    return Optional.ofNullable(BY_KEYWORD.get(keyword))
        .filter(permission -> permission.objectClass == objectClass);
  }

  public ObjectClass objectClass() {
    return objectClass;
  }

  /** As policies write it. */
  public String keyword() {
    return keyword;
  }
}
