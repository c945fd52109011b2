package io.github.imaallowlist.ima.policy;

/** The bounds of an IMA policy file, each with its reason. */
public final class PolicyLimits {
  /**
   * Bytes in a file. The kernel takes 2 GiB; but each rule with a label costs it 12 ms at every
   * SELinux reload, so that a policy of 1 MiB would already take minutes.
   */
  public static final long FILE_BYTES = 4L << 20;

  /** Bytes in a line without its end; the longest rule that makes sense has some hundreds. */
  public static final int LINE_BYTES = 1 << 16;

  /** Rules in a policy; searched one after another at every access. */
  public static final int RULES = 50_000;

  /** What a write to {@code ima/policy} takes at most: a page less its NUL (ima_write_policy). */
  public static final int WRITTEN_LINE_BYTES = 4095;

  /** What {@code cat} writes at once (coreutils, ioblksize.h), and a rule must not straddle. */
  public static final int WRITTEN_FILE_BYTES = 128 << 10;

  private PolicyLimits() {}
}
