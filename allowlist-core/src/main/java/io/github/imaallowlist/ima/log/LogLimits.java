package io.github.imaallowlist.ima.log;

/** What a measurement list may have at most. All of it is checked before memory is taken. */
public final class LogLimits {
  /**
   * A template's name, in bytes. The longest is a format of {@code IMA_TEMPLATE_NUM_FIELDS_MAX}
   * (15) fields of {@code IMA_TEMPLATE_FIELD_ID_MAX_LEN} (16) characters with bars between them;
   * both in the kernel's {@code security/integrity/ima/ima.h}.
   */
  public static final int TEMPLATE_NAME = 15 * (16 + 1) - 1;

  /**
   * An entry's template data, in bytes. The kernel has no limit; the largest that it writes are
   * buffers, such as keys and tables of the device mapper, which stay far below this.
   */
  public static final int TEMPLATE_DATA = 16 << 20;

  /** A line of an ASCII list, in bytes: template data in hexadecimal, and what stands before it. */
  static final int LINE = 2 * TEMPLATE_DATA + 4096;

  /** Lines that one entry may span: a name may have newlines, each a line more. */
  static final int LINES_OF_ENTRY = 4096;

  /** The registers of a TPM: {@code IMPLEMENTATION_PCR} of the TPM 2.0 profile for PCs. */
  public static final int PCRS = 24;

  private LogLimits() {}
}
