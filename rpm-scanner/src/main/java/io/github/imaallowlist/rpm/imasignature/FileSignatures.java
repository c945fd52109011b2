package io.github.imaallowlist.rpm.imasignature;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.model.ImaSignature;
import java.util.Arrays;
import java.util.Optional;

/**
 * The IMA signatures of a package's files, by the file's index in the header. Kept as bytes in one
 * column, and taken apart when asked for: a package may have as many as files.
 */
public final class FileSignatures {
  private static final FileSignatures NONE = new FileSignatures(new int[] {0}, new byte[0], 0);

  /** Where each file's signature begins, and the last one ends; empty for files without one. */
  private final int[] offsets;

  private final byte[] signatures;
  private final int unsupported;

  /**
   * @param offsets ascending, one more than files
   * @param signatures checked to be such
   */
  FileSignatures(int[] offsets, byte[] signatures, int unsupported) {
    this.offsets = offsets;
    this.signatures = signatures;
    this.unsupported = unsupported;
  }

  static FileSignatures none() {
    return NONE;
  }

  /** Whether no file has one that is known here. */
  public boolean isEmpty() {
    return signatures.length == 0;
  }

  /** How many shipped files have one in a form that is not read. */
  public int unsupported() {
    return unsupported;
  }

  /** The signature of a file; empty if it has none that is known here. */
  public Optional<ImaSignature> of(int file) {
    if (isEmpty() || offsets[file] == offsets[file + 1]) {
      return Optional.empty();
    }
    byte[] attribute = Arrays.copyOfRange(signatures, offsets[file], offsets[file + 1]);
    try {
      return Optional.of(ImaSignature.parse("", InputException.NO_OFFSET, attribute));
    } catch (InputException e) {
      throw new IllegalStateException("it was checked when it was read", e);
    }
  }
}
