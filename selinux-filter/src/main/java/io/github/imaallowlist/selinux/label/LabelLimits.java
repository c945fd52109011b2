package io.github.imaallowlist.selinux.label;

/** What the files of a policy may ask for. */
final class LabelLimits {
  /**
   * Of one file. Distributions' have up to 0.5 MB; this is also what a million short lines take.
   */
  static final int FILE_BYTES = 16 << 20;

  /** In all files. Distributions' have up to 10,000. */
  static final int SPECS = 100_000;

  /** Of a context; libselinux takes 65,534 bytes ({@code label_support.c}), the kernel a page. */
  static final int CONTEXT_LENGTH = 4095;

  /**
   * Of a line of substitutions: libselinux up to 3.4 reads so much, and takes what follows for the
   * next line ({@code label_file.c}, selabel_subs_init).
   */
  static final int SUBSTITUTION_LINE = 1021;

  /** In one file; each is tried for each path. Distributions' have up to 50. */
  static final int SUBSTITUTIONS = 1_000;

  private LabelLimits() {}
}
