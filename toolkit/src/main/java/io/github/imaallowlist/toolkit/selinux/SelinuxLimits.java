package io.github.imaallowlist.toolkit.selinux;

/** What a policy in a package may ask for. */
final class SelinuxLimits {
  /** Of a {@code file_contexts} file, in memory; as much as is read of one on a disk. */
  static final int CONTEXTS_BYTES = 16 << 20;

  /** Of a binary policy, on disk. Distributions' have up to 10 MB. */
  static final long POLICY_BYTES = 256L << 20;

  private SelinuxLimits() {}
}
