package io.github.imaallowlist.rpm.files;

import java.util.Optional;

/** What kind of file an inode is, from the type bits of its mode ({@code inode(7)}). */
public enum FileKind {
  FIFO(0x1000),
  CHARACTER_DEVICE(0x2000),
  FOLDER(0x4000),
  BLOCK_DEVICE(0x6000),
  REGULAR(0x8000),
  SYMBOLIC_LINK(0xa000),
  SOCKET(0xc000);

  private static final int TYPE_BITS = 0xf000;

  private final int bits;

  FileKind(int bits) {
    this.bits = bits;
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
}
