package io.github.imaallowlist.rpm.files;

import java.util.Optional;

/** What kind of file an inode is, from the type bits of its mode ({@code inode(7)}). */
public enum FileKind {
  FIFO(0x1000, "FIFO"),
  CHARACTER_DEVICE(0x2000, "character device"),
  FOLDER(0x4000, "folder"),
  BLOCK_DEVICE(0x6000, "block device"),
  REGULAR(0x8000, "regular file"),
  SYMBOLIC_LINK(0xa000, "symbolic link"),
  SOCKET(0xc000, "socket");

  private static final int TYPE_BITS = 0xf000;

  private final int bits;
  private final String title;

  FileKind(int bits, String title) {
    this.bits = bits;
    this.title = title;
  }

  /** The kind that a mode names, if it names one. */
  public static Optional<FileKind> ofMode(long mode) {
    for (FileKind kind : values()) {
      if (kind.bits == (mode & TYPE_BITS)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return title;
  }
}
