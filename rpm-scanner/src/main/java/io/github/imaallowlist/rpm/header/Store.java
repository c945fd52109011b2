package io.github.imaallowlist.rpm.header;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A header's index and data as they came from the file, big-endian, with their place in it.
 *
 * <p>Offsets are the caller's to check, but for those of {@link #endOfString}.
 */
final class Store {
  private static final int ENTRY_LENGTH = 16;
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private final String name;
  private final long fileOffset;
  private final byte[] blob;
  private final int dataStart;

  /**
   * @param fileOffset of the blob's first byte
   * @param dataStart where in the blob the index ends and the data begins
   */
  Store(String name, long fileOffset, byte[] blob, int dataStart) {
    this.name = name;
    this.fileOffset = fileOffset;
    this.blob = blob;
    this.dataStart = dataStart;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
  }

  String name() {
    return name;
  }

  byte[] blob() {
    return blob;
  }

  /** Of the data, in bytes. */
  int length() {
    return blob.length - dataStart;
  }

  long fileOffsetOfEntry(int entry) {
    return fileOffset + (long) entry * ENTRY_LENGTH;
  }

  long fileOffsetOfData(int offset) {
    return fileOffset + dataStart + offset;
  }

  /** A field of an index entry: 0 tag, 1 type, 2 offset, 3 count. */
  int indexInt(int entry, int field) {
    return (int) INT.get(blob, entry * ENTRY_LENGTH + field * Integer.BYTES);
  }

  int dataShort(int offset) {
    return (short) SHORT.get(blob, dataStart + offset) & 0xffff;
  }

  int dataInt(int offset) {
    return (int) INT.get(blob, dataStart + offset);
  }

  long dataLong(int offset) {
    return (long) LONG.get(blob, dataStart + offset);
  }

  byte dataByte(int offset) {
    return blob[dataStart + offset];
  }

  void copy(int offset, byte[] target, int targetOffset, int length) {
    System.arraycopy(blob, dataStart + offset, target, targetOffset, length);
  }

  /** Where the NUL of the string stands that begins at an offset; -1 if there is none. */
  int endOfString(int offset) {
    for (int i = dataStart + offset; i < blob.length; i++) {
      if (blob[i] == 0) {
        return i - dataStart;
      }
    }
    return -1;
  }
}
