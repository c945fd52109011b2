package io.github.imaallowlist.rpm.header;

/** The integers of a header entry, taken as unsigned, where they lie. */
public final class Numbers {
  private final Store store;
  private final IndexEntry entry;

  Numbers(Store store, IndexEntry entry) {
    this.store = store;
    this.entry = entry;
  }

  public int size() {
    return entry.count();
  }

  /** A value; unsigned 64-bit ones beyond {@link Long#MAX_VALUE} come out negative. */
  public long at(int index) {
    int offset = entry.offset() + index * entry.type().valueSize();
    return switch (entry.type()) {
      case INT16 -> store.dataShort(offset);
      case INT32 -> Integer.toUnsignedLong(store.dataInt(offset));
      case INT64 -> store.dataLong(offset);
      case CHAR, INT8 -> store.dataByte(offset) & 0xff;
      case NULL, STRING, BIN, STRING_ARRAY, I18NSTRING ->
          throw new IllegalStateException(entry.type() + " holds no integers");
    };
  }
}
