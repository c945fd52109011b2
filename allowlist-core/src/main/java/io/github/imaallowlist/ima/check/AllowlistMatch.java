package io.github.imaallowlist.ima.check;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.DigestOwners;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.format.OnePassReader;
import io.github.imaallowlist.ima.log.LoggedFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds an allowlist against what a host measured, while the list is read: as verifiers do it, a
 * file is accepted if the list has its digest under its name. Memory grows with the log, not with
 * the list. For one thread.
 */
public final class AllowlistMatch implements OnePassReader.Sink {
  /** No package, or none that is known. */
  public static final int NOBODY = -1;

  private final String source;
  private final LoggedFiles files;

  /** By the name's number: the list's entry that has it, and what is needed of that. */
  private final BitSet listed;

  private final BitSet accepted;

  /** By what was measured: the index of its digest in the list's entry, then its package. */
  private final int[] owner;

  /** By name: the packages of an entry under which not all that was measured is accepted. */
  private final Map<Integer, ListedPath> deviating = new HashMap<>();

  private final EntryBatch single = new EntryBatch(1);

  /**
   * The list's entries that the log has names of, ascending, and the names. Of one under which one
   * file was measured and accepted it is the file, its bits inverted.
   */
  private int[] matchedNames = new int[1 << 10];

  private long[] matchedEntries = new long[1 << 10];
  private int matched;
  private int nextMatched;

  /**
   * What the list has of a path.
   *
   * @param digests sorted
   * @param owners of the digests
   */
  public record ListedPath(List<UnlabelledDigest> digests, DigestOwners owners) {
    public ListedPath {
      digests = List.copyOf(digests);
    }
  }

  /**
   * @param source the allowlist's name, for messages
   * @param files all that was measured
   */
  public AllowlistMatch(String source, LoggedFiles files) {
    this.source = source;
    this.files = files;
    this.listed = new BitSet(files.names());
    this.accepted = new BitSet(files.size());
    this.owner = new int[files.size()];
    Arrays.fill(owner, NOBODY);
  }

  @Override
  public void entry(long index, AllowlistEntry entry) {
    int name = files.findName(entry.path());
    if (name == LoggedFiles.NO_NAME) {
      return;
    }
    listed.set(name);
    boolean all = true;
    for (int file = files.firstOfName(name);
        file != LoggedFiles.NONE;
        file = files.nextOfName(file)) {
      int digest = indexOf(entry.digests(), file);
      if (digest >= 0) {
        accepted.set(file);
        owner[file] = digest;
      } else {
        all = false;
      }
    }
    if (!all) {
      deviating.put(name, new ListedPath(entry.digests(), DigestOwners.NONE));
    }
    remember(index, name);
  }

  @Override
  public void entry(
      long index, byte[] text, int path, int length, byte[] digest, int digestLength) {
    single.clear();
    single.add(
        index, files.hashOfName(text, path, length), text, path, length, digest, digestLength);
    entries(single);
  }

  /** Takes several, which is faster than one by one. */
  void entries(EntryBatch batch) {
    files.fetch(batch.hashes(), batch.count());
    for (int i = 0; i < batch.count(); i++) {
      AllowlistEntry whole = batch.whole(i);
      if (whole != null) {
        entry(batch.index(i), whole);
        continue;
      }
      int name =
          files.findName(batch.hash(i), batch.bytes(), batch.pathStart(i), batch.pathLength(i));
      if (name != LoggedFiles.NO_NAME) {
        match(batch, i, name);
      }
    }
  }

  private void match(EntryBatch batch, int i, int name) {
    listed.set(name);
    boolean all = true;
    int first = files.firstOfName(name);
    for (int file = first; file != LoggedFiles.NONE; file = files.nextOfName(file)) {
      if (files.isFile(file)
          && files.hasDigest(file, batch.bytes(), batch.digestStart(i), batch.digestLength(i))) {
        accepted.set(file);
        owner[file] = 0;
      } else {
        all = false;
      }
    }
    if (!all) {
      List<UnlabelledDigest> only = List.of(UnlabelledDigest.of(batch.digest(i)));
      deviating.put(name, new ListedPath(only, DigestOwners.NONE));
    }
    boolean alone = all && first != LoggedFiles.NONE && files.nextOfName(first) == LoggedFiles.NONE;
    remember(batch.index(i), alone ? ~first : name);
  }

  private int indexOf(List<UnlabelledDigest> digests, int file) {
    if (files.kind(file) != LoggedFiles.Kind.FILE) {
      return -1;
    }
    for (int i = 0; i < digests.size(); i++) {
      if (files.hasDigest(file, digests.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private void remember(long index, int name) {
    if (matched == matchedNames.length) {
      matchedNames = Arrays.copyOf(matchedNames, 2 * matched);
      matchedEntries = Arrays.copyOf(matchedEntries, 2 * matched);
    }
    matchedNames[matched] = name;
    matchedEntries[matched++] = index;
  }

  @Override
  public void owners(long index, DigestOwners owners, List<OwningPackage> packages)
      throws IOException {
    if (nextMatched == matched || matchedEntries[nextMatched] != index) {
      return;
    }
    int name = matchedNames[nextMatched++];
    if (name < 0) {
      owner[~name] = ownerOf(0, owners, packages);
      return;
    }
    for (int file = files.firstOfName(name);
        file != LoggedFiles.NONE;
        file = files.nextOfName(file)) {
      if (accepted.get(file)) {
        owner[file] = ownerOf(owner[file], owners, packages);
      }
    }
    ListedPath path = deviating.get(name);
    if (path != null) {
      deviating.put(name, new ListedPath(path.digests(), owners));
    }
  }

  /** One that the sources still have, if there is one. */
  private int ownerOf(int digest, DigestOwners owners, List<OwningPackage> packages)
      throws InputException {
    if (owners.isOne()) {
      return owners.one();
    }
    if (digest >= owners.count()) {
      throw new MalformedInputException(
          source, InputException.NO_OFFSET, "provenance.owners does not go with digests");
    }
    int[] all = owners.of(digest);
    for (int one : all) {
      if (one < packages.size() && packages.get(one).isCurrent()) {
        return one;
      }
    }
    return all.length == 0 ? NOBODY : all[0];
  }

  /** To be called when the list was read: without owners in it, nobody is known. */
  public void end() {
    if (nextMatched == 0) {
      Arrays.fill(owner, NOBODY);
    }
  }

  /** Whether the list has the name. */
  public boolean isListed(int name) {
    return name != LoggedFiles.NO_NAME && listed.get(name);
  }

  /** Whether the list has a file's digest under its name. */
  public boolean isAccepted(int file) {
    return accepted.get(file);
  }

  /** The package that an accepted file is from, or {@link #NOBODY}. */
  public int ownerOf(int file) {
    return owner[file];
  }

  /** What the list has under a name, of which not all that was measured is accepted. */
  public Optional<ListedPath> deviating(int name) {
    return Optional.ofNullable(deviating.get(name));
  }
}
