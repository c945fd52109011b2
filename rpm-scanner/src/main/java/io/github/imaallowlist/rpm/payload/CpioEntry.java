package io.github.imaallowlist.rpm.payload;

import io.github.imaallowlist.rpm.files.FileKind;
import java.util.Optional;

/** What stands before a file's content in the payload. */
sealed interface CpioEntry {
  /**
   * {@code 070701} or {@code 070702}.
   *
   * @param path absolute, as in the header: without the archive's leading dot
   * @param mode permissions, and the kind of file
   * @param size of the content, in bytes; 0 for all but the last of hard links
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step of the loop, and is not compared
  record Named(byte[] path, long mode, long size) implements CpioEntry {
    boolean isOf(FileKind kind) {
      return FileKind.ofMode(mode).equals(Optional.of(kind));
    }
  }

  /** {@code 07070X}: the file's index in the header, which has all else. */
  record Indexed(long file) implements CpioEntry {}

  /** The end of the archive. */
  record Trailer() implements CpioEntry {}
}
