package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What the entries of a list measured: each name with each of its digests once, by a number from 0.
 * Compact, as a host may have millions. For one thread.
 */
@SuppressWarnings("EnumOrdinal") // the numbers do not leave the memory
public final class LoggedFiles {
  /** No name, or one that no file can have. */
  public static final int NO_NAME = -1;

  /** None, behind the last. */
  public static final int NONE = -1;

  /** Before the digest's bytes: the name's number, the kind, the algorithm. */
  private static final int KEY_HEAD = Integer.BYTES + 2;

  private static final int LONGEST_DIGEST = 64;

  /** Digests of one name that are looked through one by one. */
  private static final int CROWD = 8;

  private static final Kind[] KINDS = Kind.values();
  private static final HashAlgorithm[] ALGORITHMS = HashAlgorithm.values();

  /** What was measured. */
  public enum Kind {
    /** A file's content. */
    FILE,
    /** A file, by the digest of fs-verity. */
    VERITY,
    /** Data that is no file's. */
    BUFFER,
    /** A file that could have changed meanwhile. */
    VIOLATION,
    /** Something whose digest is not there, or of an algorithm that is not known. */
    NO_DIGEST
  }

  private final String source;
  private final long memory;
  private final ByteTable names = new ByteTable();
  private final ByteTable files = new ByteTable();

  /** Names with more than {@link #CROWD}. */
  private final BitSet crowded = new BitSet();

  private final byte[] key = new byte[KEY_HEAD + LONGEST_DIGEST];
  private int[] firstOfName = new int[1 << 10];
  private int[] nextOfName = new int[1 << 10];
  private int[] entries = new int[1 << 10];
  private int count;

  /** So that the compiler does not leave out what was read to have it fetched. */
  @SuppressWarnings("unused")
  private long fetched;

  /**
   * @param source the list's name, for messages
   * @param memory that it may take, in bytes
   */
  public LoggedFiles(String source, long memory) {
    this.source = source;
    this.memory = memory;
  }

  /**
   * Takes the next entries.
   *
   * @throws LimitExceededException if the list has more than fits into the memory
   */
  public void addAll(List<MeasurementEntry> next) throws InputException {
    int[] hashes = new int[next.size()];
    int unused = 0;
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = hashOfName(next.get(i));
      unused += names.guess(hashes[i]);
    }
    fetched = unused;
    for (int i = 0; i < hashes.length; i++) {
      add(next.get(i), hashes[i]);
    }
  }

  /**
   * Takes the next entry.
   *
   * @return the number of what it measured
   * @throws LimitExceededException if the list has more than fits into the memory
   */
  public int add(MeasurementEntry entry) throws InputException {
    return add(entry, hashOfName(entry));
  }

  private int add(MeasurementEntry entry, int hash) throws InputException {
    int name = nameOf(entry, hash);
    int length = KEY_HEAD + putDigest(entry);
    putInt(name);
    int known = files.size();
    int file = name == NO_NAME ? files.add(key, 0, length) : fileOf(name, length);
    if (file == known) {
      link(file, name);
      requireMemory();
    }
    if (count == entries.length) {
      entries = Arrays.copyOf(entries, 2 * count);
    }
    entries[count++] = file;
    return file;
  }

  /** Most names have one digest or two: these are found by the name, the others by a hash. */
  private int fileOf(int name, int length) {
    if (crowded.get(name)) {
      return files.add(key, 0, length);
    }
    int others = 0;
    for (int file = firstOfName[name]; file != NONE; file = nextOfName[file]) {
      if (isKey(file, length)) {
        return file;
      }
      others++;
    }
    if (others < CROWD) {
      return files.append(key, 0, length);
    }
    crowded.set(name);
    for (int file = firstOfName[name]; file != NONE; file = nextOfName[file]) {
      files.index(file);
    }
    return files.add(key, 0, length);
  }

  private boolean isKey(int file, int length) {
    int start = files.start(file);
    return Arrays.equals(files.block(file), start, start + files.length(file), key, 0, length);
  }

  /** Where a name ends: the NUL behind it does not count. */
  private static int endOfName(TemplateData data, int field) {
    int end = data.end(field);
    return end > data.start(field) && data.bytes()[end - 1] == 0 ? end - 1 : end;
  }

  private int hashOfName(MeasurementEntry entry) {
    TemplateData data = entry.templateData();
    int field = entry.nameField();
    return field < 0
        ? 0
        : names.hash(data.bytes(), data.start(field), endOfName(data, field) - data.start(field));
  }

  private int nameOf(MeasurementEntry entry, int hash) {
    TemplateData data = entry.templateData();
    int field = entry.nameField();
    if (field < 0) {
      return NO_NAME;
    }
    int start = data.start(field);
    int end = endOfName(data, field);
    int length = end - start;
    if (length == 0 || length > FilePath.MAX_LENGTH || hasNul(data.bytes(), start, end)) {
      return NO_NAME;
    }
    int known = names.size();
    int name = names.add(hash, data.bytes(), start, length);
    if (name == known) {
      if (name == firstOfName.length) {
        firstOfName = Arrays.copyOf(firstOfName, 2 * name);
      }
      firstOfName[name] = NONE;
    }
    return name;
  }

  private static boolean hasNul(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private int putDigest(MeasurementEntry entry) {
    if (entry.isViolation()) {
      putKind(Kind.VIOLATION);
      return 0;
    }
    LoggedDigest.Place place = entry.digestPlace();
    if (!place.isThere()) {
      putKind(Kind.NO_DIGEST);
      return 0;
    }
    boolean buffer = entry.template().fields().contains(TemplateField.BUFFER);
    putKind(buffer ? Kind.BUFFER : place.verity() ? Kind.VERITY : Kind.FILE);
    key[KEY_HEAD - 1] = (byte) place.algorithm().ordinal();
    int length = place.algorithm().digestLength();
    System.arraycopy(entry.templateData().bytes(), place.start(), key, KEY_HEAD, length);
    return length;
  }

  private void putKind(Kind kind) {
    key[KEY_HEAD - 2] = (byte) kind.ordinal();
    key[KEY_HEAD - 1] = 0;
  }

  private void putInt(int value) {
    key[0] = (byte) (value >>> 24);
    key[1] = (byte) (value >>> 16);
    key[2] = (byte) (value >>> 8);
    key[3] = (byte) value;
  }

  private void link(int file, int name) {
    if (file == nextOfName.length) {
      nextOfName = Arrays.copyOf(nextOfName, 2 * file);
    }
    nextOfName[file] = name == NO_NAME ? NONE : firstOfName[name];
    if (name != NO_NAME) {
      firstOfName[name] = file;
    }
  }

  private void requireMemory() throws LimitExceededException {
    long taken = names.memory() + files.memory() + 4L * (count + 2L * nextOfName.length);
    if (taken > memory) {
      throw new LimitExceededException(
          source,
          InputException.NO_OFFSET,
          "after %d entries it takes more than the %d MB of memory there are for it"
              .formatted(count, memory / 1_000_000));
    }
  }

  /** How many entries were taken. */
  public int entries() {
    return count;
  }

  /**
   * What an entry measured.
   *
   * @param index of the entry among those that were taken, from 0
   */
  public int ofEntry(int index) {
    return entries[index];
  }

  /** How many different things were measured. */
  public int size() {
    return files.size();
  }

  /** How many different names there are. */
  public int names() {
    return names.size();
  }

  /** The number of a name, or {@link #NO_NAME} if no entry has it. */
  public int findName(LoggedPath name) {
    byte[] bytes = name.bytes();
    return findName(hashOfName(bytes, 0, bytes.length), bytes, 0, bytes.length);
  }

  /** Likewise, of a name in an array with that {@link #hashOfName}. */
  public int findName(int hash, byte[] bytes, int from, int length) {
    return names.find(hash, bytes, from, length);
  }

  /** A name's hash here. */
  public int hashOfName(byte[] bytes, int from, int length) {
    return names.hash(bytes, from, length);
  }

  /**
   * Has the memory fetched that will be looked at for names, and for what was measured under them.
   * For many at once that takes far less time than waiting for it again and again.
   *
   * @param hashes of the names; written over
   */
  public void fetch(int[] hashes, int count) {
    int unused = 0;
    for (int i = 0; i < count; i++) {
      hashes[i] = names.guess(hashes[i]);
    }
    for (int i = 0; i < count; i++) {
      if (hashes[i] >= 0) {
        unused += names.glance(hashes[i]);
        hashes[i] = firstOfName[hashes[i]];
      }
    }
    for (int i = 0; i < count; i++) {
      if (hashes[i] >= 0) {
        unused += files.glance(hashes[i]) + nextOfName[hashes[i]];
      }
    }
    fetched = unused;
  }

  public LoggedPath name(int name) {
    return LoggedPath.of(names.get(name));
  }

  /** The name of something that was measured, or {@link #NO_NAME}. */
  public int nameOf(int file) {
    byte[] block = files.block(file);
    int at = files.start(file);
    return (block[at] << 24)
        | ((block[at + 1] & 0xff) << 16)
        | ((block[at + 2] & 0xff) << 8)
        | (block[at + 3] & 0xff);
  }

  /** What a name was measured as, in no order; {@link #NONE} if nothing. */
  public int firstOfName(int name) {
    return firstOfName[name];
  }

  /** What the same name was measured as besides; {@link #NONE} behind the last. */
  public int nextOfName(int file) {
    return nextOfName[file];
  }

  public Kind kind(int file) {
    return KINDS[files.block(file)[files.start(file) + KEY_HEAD - 2]];
  }

  /** Whether it is {@link Kind#FILE}. */
  public boolean isFile(int file) {
    return files.block(file)[files.start(file) + KEY_HEAD - 2] == Kind.FILE.ordinal();
  }

  /** Absent of violations, and of what has none that is known. */
  public Optional<FileDigest> digest(int file) {
    int length = files.length(file) - KEY_HEAD;
    return length == 0
        ? Optional.empty()
        : Optional.of(
            FileDigest.of(
                ALGORITHMS[files.block(file)[files.start(file) + KEY_HEAD - 1]],
                files.block(file),
                files.start(file) + KEY_HEAD));
  }

  /** As {@link #hasDigest(int, UnlabelledDigest)}, of a digest in an array. */
  public boolean hasDigest(int file, byte[] digest, int from, int length) {
    int start = files.start(file) + KEY_HEAD;
    return files.length(file) - KEY_HEAD == length
        && Arrays.equals(files.block(file), start, start + length, digest, from, from + length);
  }

  /** Whether it has this digest, of whatever algorithm, as verifiers compare. */
  public boolean hasDigest(int file, UnlabelledDigest digest) {
    return files.length(file) - KEY_HEAD == digest.length()
        && digest.isAt(files.block(file), files.start(file) + KEY_HEAD);
  }
}
