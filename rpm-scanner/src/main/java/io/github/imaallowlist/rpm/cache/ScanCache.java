package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A folder that keeps results of scans. It makes runs faster and never makes them fail: what cannot
 * be used is as good as not there, and counted; what cannot be written is told once. Safe for use
 * by several threads, runs and machines.
 */
public final class ScanCache {
  /** A key and a NEVRA, each of whose parts has 255 bytes at most, fit. */
  private static final int START_BYTES = 4 << 10;

  private static final int EXAMPLES = 10;

  private final CacheFolder folder;
  private final EntryWriter writer;
  private final Instant now = Instant.now();
  private final AtomicLong found = new AtomicLong();
  private final AtomicLong made = new AtomicLong();
  private final AtomicLong unusable = new AtomicLong();
  private final SortedSet<String> examples = new TreeSet<>();
  private final AtomicBoolean cleared = new AtomicBoolean();
  private final AtomicReference<@Nullable String> writeProblem = new AtomicReference<>();

  private ScanCache(CacheFolder folder) {
    this.folder = folder;
    this.writer = new EntryWriter(folder);
  }

  /**
   * The cache in a folder, which is made where there is none.
   *
   * @throws AllowlistException if somebody else could have written to it
   * @throws IOException if it cannot be made or looked at
   */
  public static ScanCache at(Path folder) throws IOException, AllowlistException {
    return new ScanCache(CacheFolder.open(folder, false));
  }

  /** The same; one that is made is for nobody else to read. */
  public static ScanCache privateAt(Path folder) throws IOException, AllowlistException {
    return new ScanCache(CacheFolder.open(folder, true));
  }

  public Path folder() {
    return folder.root();
  }

  /**
   * The bytes of a file in a folder of the cache that somebody else keeps there.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws io.github.imaallowlist.error.LimitExceededException if it has more bytes than that
   * @throws IOException if another user could have written it, or it cannot be read
   */
  public byte[] readOther(Path file, int maxBytes) throws IOException {
    return folder.readOther(file, maxBytes);
  }

  /** Whether there is a file for a key; what is in it is not looked at. */
  public boolean hasFile(CacheKey key) {
    return Files.exists(folder.fileOf(key), LinkOption.NOFOLLOW_LINKS);
  }

  /** What there is for a key. */
  public CacheLookup find(CacheKey key) {
    return find(folder.fileOf(key), key::equals);
  }

  /**
   * What there is in a file.
   *
   * @param settings that the entry has to be made with
   */
  public CacheLookup find(Path file, CacheSettings settings) {
    return find(
        file,
        key ->
            key.settings().equals(settings)
                && file.equals(folder.fileOf(new CacheKey(key.checksum(), settings))));
  }

  private CacheLookup find(Path file, Predicate<CacheKey> expected) {
    try {
      CacheEntry entry = read(file);
      if (!expected.test(entry.key())) {
        return unusable(file + ": it is of another package, or made otherwise");
      }
      found.incrementAndGet();
      touch(file);
      return new CacheLookup.Found(entry);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return new CacheLookup.Absent();
    } catch (IOException e) {
      return unusable(String.valueOf(e.getMessage()));
    }
  }

  private CacheLookup unusable(String problem) {
    unusable.incrementAndGet();
    synchronized (examples) {
      examples.add(problem);
      if (examples.size() > EXAMPLES) {
        examples.remove(examples.last());
      }
    }
    return new CacheLookup.Unusable(problem);
  }

  /** By the time of change, the oldest are pruned first. One a day is often enough. */
  private void touch(Path file) {
    try {
      FileTime before = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
      if (before.toInstant().isBefore(now.minus(EntryWriter.UNFINISHED_FOR))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    } catch (IOException e) {
      // It is another user's, or pruned meanwhile, or the disk cannot be written.
      return;
    }
  }

  /**
   * Keeps a result. One that is too large is not kept; neither is one that takes more memory to
   * write than there is, which says nothing of the package.
   *
   * @return whether it is there now
   */
  public boolean put(CacheEntry entry) {
    if (writeProblem.get() != null) {
      return false;
    }
    try {
      Optional<byte[]> bytes = EntryEncoder.encode(entry);
      if (bytes.isEmpty()) {
        return false;
      }
      if (!cleared.getAndSet(true)) {
        writer.clearUnfinished(now);
      }
      writer.write(folder.fileOf(entry.key()), bytes.get());
      made.incrementAndGet();
      return true;
    } catch (IOException e) {
      writeProblem.compareAndSet(null, e.getClass().getSimpleName() + ": " + e.getMessage());
      return false;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  /**
   * The entry in a file.
   *
   * @throws InputException if it is damaged, or of another version
   * @throws IOException if it cannot be read, or somebody else could have written it
   */
  public CacheEntry read(Path file) throws IOException {
    return EntryDecoder.decode(file.toString(), folder.read(file));
  }

  /**
   * Whose entry a file is, by its start.
   *
   * @throws InputException if it is damaged, or of another version
   */
  public EntryName readName(Path file) throws IOException {
    return EntryDecoder.decodeName(file.toString(), folder.readStart(file, START_BYTES));
  }

  /** Whether the file has the name that the entry's key gives. */
  public boolean isNamedAfter(Path file, CacheKey key) {
    return file.equals(folder.fileOf(key));
  }

  /**
   * All files that are named as entries are, in the order of their names.
   *
   * @throws InputException if there are more than any cache has
   */
  public List<StoredFile> entries() throws IOException {
    return folder.entries();
  }

  /**
   * Entries that were made with certain settings.
   *
   * @param usable in the order of their names
   * @param otherPackages how many packages there are under whose checksum all entries were made
   *     with other settings; under another checksum one may have been scanned as it should, which
   *     entries do not tell
   * @param difference how the first of these entries was made; a clause
   */
  public record Split(List<StoredFile> usable, long otherPackages, Optional<String> difference) {
    public Split {
      usable = List.copyOf(usable);
    }
  }

  /**
   * Tells the entries apart by their names. Of a package that has several, under checksums of
   * several algorithms, one is usable.
   *
   * @param settings that they were made with
   */
  public Split entriesMadeAs(CacheSettings settings) throws IOException {
    Set<String> endings = settings.possibleEndings();
    List<StoredFile> usable = new ArrayList<>();
    Set<String> there = new HashSet<>();
    Map<String, StoredFile> others = new LinkedHashMap<>();
    for (StoredFile entry : entries()) {
      String name = String.valueOf(entry.file().getFileName());
      int dash = name.indexOf('-');
      String checksum = name.substring(0, dash);
      if (endings.contains(name.substring(dash))) {
        usable.add(entry);
        there.add(checksum);
      } else {
        others.putIfAbsent(checksum, entry);
      }
    }
    others.keySet().removeAll(there);
    Optional<String> difference = Optional.empty();
    if (!others.isEmpty()) {
      StoredFile first = others.values().iterator().next();
      difference = Optional.of(OtherEntries.difference(this, first, settings));
    }
    return new Split(
        OncePerPackage.of(this, usable), OtherEntries.packages(this, others.values()), difference);
  }

  /** How a package was scanned that has no entry for a key, but another one; a clause. */
  public Optional<String> madeOtherwise(CacheKey key) throws IOException {
    List<StoredFile> entries = folder.entriesOf(key.checksum());
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(OtherEntries.difference(this, entries.get(0), key.settings()));
  }

  /** What is being written, or was when it was killed. */
  public List<StoredFile> unfinished() throws IOException {
    return folder.unfinished();
  }

  /**
   * Clears what kills left more than a day ago.
   *
   * @return how many files
   */
  public int clearUnfinished() throws IOException {
    return writer.clearUnfinished(now);
  }

  /** Up to now, since this was opened. */
  public CacheCounts counts() {
    List<String> first;
    synchronized (examples) {
      first = List.copyOf(examples);
    }
    return new CacheCounts(
        found.get(), made.get(), unusable.get(), first, Optional.ofNullable(writeProblem.get()));
  }
}
