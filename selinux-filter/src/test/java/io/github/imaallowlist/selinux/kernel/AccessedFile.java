package io.github.imaallowlist.selinux.kernel;

import io.github.imaallowlist.fixtures.kernel.GuestFile;

/**
 * A file that is used in one way in a guest, once: the kernel measures a file when it is first used
 * as a rule says, and no more after that, so that one file in the log tells of one use.
 *
 * @param type of its label
 * @param user who uses it; its owner is root
 */
record AccessedFile(GuestFile file, String type, FileAccess access, int user) {
  static final int ROOT = 0;
  static final int NOBODY = 65534;

  private static final long EXT4 = 0xef53;

  AccessedFile(String path, String type, FileAccess access, int user, byte[] content) {
    this(
        GuestFile.of(path, content).executable().labelled("system_u:object_r:" + type + ":s0"),
        type,
        access,
        user);
  }

  String path() {
    return file.path();
  }

  /** For a script in the guest, run by that user. */
  String command() {
    return "FILE=" + path() + "; " + access.command() + "\n";
  }
}
