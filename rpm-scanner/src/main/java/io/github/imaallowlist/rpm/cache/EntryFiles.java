package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.ImaSignature;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.rpm.header.RpmLimits;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The files of an entry, made when they are asked for, but for their paths. All that could be wrong
 * with them was looked at before.
 */
final class EntryFiles extends AbstractList<MeasuredFile> {
  private static final int PATH_FIELDS = 2 * Short.BYTES;

  private final String source;
  private final byte[] entry;
  private final int size;
  private final int traits;
  private final List<HashAlgorithm> algorithms;

  /** Where in the entry the digests of each algorithm begin. */
  private final int[] digests;

  /** Made at once, for to make one is to look whether it is one. */
  private final FilePath[] paths;

  /** For each file, where in the entry its IMA signature's length stands; empty if none has one. */
  private final int[] signatures;

  private EntryFiles(EntryInput in, List<HashAlgorithm> algorithms) throws InputException {
    long bytesEach = 1 + PATH_FIELDS;
    for (HashAlgorithm algorithm : algorithms) {
      bytesEach += algorithm.digestLength();
    }
    this.source = in.source();
    this.entry = in.bytes();
    this.algorithms = algorithms;
    this.size = in.count(RpmLimits.ARRAY_VALUES, bytesEach);
    this.traits = readTraits(in);
    this.digests = new int[algorithms.size()];
    for (int i = 0; i < digests.length; i++) {
      digests[i] = readDigests(in, algorithms.get(i));
    }
    this.paths = new FilePath[size];
    readPaths(in);
    this.signatures = new int[in.flag() ? size : 0];
    readSignatures(in);
  }

  static EntryFiles read(EntryInput in, List<HashAlgorithm> algorithms) throws InputException {
    return new EntryFiles(in, algorithms);
  }

  private int readTraits(EntryInput in) throws MalformedInputException {
    int start = in.skip(size);
    for (int i = start; i < start + size; i++) {
      if ((entry[i] & ~(EntryFormat.EXECUTABLE | EntryFormat.ELF)) != 0) {
        throw in.malformed("traits that are not known");
      }
    }
    return start;
  }

  private int readDigests(EntryInput in, HashAlgorithm algorithm) throws MalformedInputException {
    int length = algorithm.digestLength();
    int start = in.skip((long) size * length);
    for (int at = start; at < start + size * length; at += length) {
      if (isZero(at, length)) {
        throw in.malformed("a digest of zeros");
      }
    }
    return start;
  }

  private boolean isZero(int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (entry[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void readPaths(EntryInput in) throws MalformedInputException {
    int left = in.u32(RpmLimits.PATH_BYTES);
    byte[] path = new byte[FilePath.MAX_LENGTH];
    int before = 0;
    for (int i = 0; i < size; i++) {
      int shared = in.u16();
      int own = in.u16();
      int length = shared + own;
      if (shared > before || length > left || length > path.length) {
        throw in.malformed("paths that are longer than announced");
      }
      System.arraycopy(entry, in.skip(own), path, shared, own);
      paths[i] = FilePath.of(path, 0, length);
      left -= length;
      before = length;
    }
    if (left > 0) {
      throw in.malformed("paths that are shorter than announced");
    }
  }

  private void readSignatures(EntryInput in) throws InputException {
    for (int i = 0; i < signatures.length; i++) {
      signatures[i] = in.position();
      int length = in.u16();
      if (length > 0) {
        ImaSignature.parse(source, in.position(), in.array(length));
      }
    }
  }

  @Override
  public MeasuredFile get(int index) {
    int trait = entry[traits + index];
    return new MeasuredFile(
        paths[index],
        digestsOf(index),
        signatureOf(index),
        FileTraits.of((trait & EntryFormat.EXECUTABLE) != 0, (trait & EntryFormat.ELF) != 0));
  }

  private List<FileDigest> digestsOf(int index) {
    if (digests.length == 1) {
      return List.of(digest(0, index));
    }
    List<FileDigest> all = new ArrayList<>(digests.length);
    for (int column = 0; column < digests.length; column++) {
      all.add(digest(column, index));
    }
    return all;
  }

  private FileDigest digest(int column, int index) {
    HashAlgorithm algorithm = algorithms.get(column);
    return FileDigest.of(algorithm, entry, digests[column] + index * algorithm.digestLength());
  }

  private Optional<ImaSignature> signatureOf(int index) {
    if (signatures.length == 0) {
      return Optional.empty();
    }
    int at = signatures[index];
    int length = Byte.toUnsignedInt(entry[at]) << 8 | Byte.toUnsignedInt(entry[at + 1]);
    if (length == 0) {
      return Optional.empty();
    }
    int start = at + Short.BYTES;
    try {
      byte[] attribute = Arrays.copyOfRange(entry, start, start + length);
      return Optional.of(ImaSignature.parse(source, start, attribute));
    } catch (InputException e) {
      throw new IllegalStateException("it was parsed before", e);
    }
  }

  @Override
  public int size() {
    return size;
  }
}
