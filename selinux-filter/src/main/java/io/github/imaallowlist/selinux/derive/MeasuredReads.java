package io.github.imaallowlist.selinux.derive;

/** Whose reading of a file is measured; in order, each measures more than the one before. */
public enum MeasuredReads {
  /** Nobody's. */
  NONE("nobody"),
  /** That of processes with uid or euid 0, as the kernel's own tcb policy has it. */
  ROOT("root"),
  /** Everybody's. */
  ALL("everybody");

  private final String words;

  MeasuredReads(String words) {
    this.words = words;
  }

  /** Who it is, for comments. */
  public String words() {
    return words;
  }
}
