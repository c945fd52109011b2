package io.github.imaallowlist.selinux.policy;

/** The permissions that say what a file is for; a policy need not know all of them. */
public enum Permission {
  EXECUTE(ObjectClass.FILE, "execute"),
  EXECUTE_NO_TRANS(ObjectClass.FILE, "execute_no_trans"),
  ENTRYPOINT(ObjectClass.FILE, "entrypoint"),
  MAP(ObjectClass.FILE, "map"),
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

  private final ObjectClass objectClass;
  private final String keyword;

  Permission(ObjectClass objectClass, String keyword) {
    this.objectClass = objectClass;
    this.keyword = keyword;
  }

  public ObjectClass objectClass() {
    return objectClass;
  }

  /** As policies write it. */
  public String keyword() {
    return keyword;
  }
}
