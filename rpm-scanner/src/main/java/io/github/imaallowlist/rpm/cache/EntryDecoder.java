package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.ImaKeyId;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.openpgp.DataSignature;
import io.github.imaallowlist.openpgp.SignedDigest;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.SymbolicLink;
import io.github.imaallowlist.rpm.Unmeasured;
import io.github.imaallowlist.rpm.header.RpmLimits;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.rpm.imasignature.KeyIdCounts;
import io.github.imaallowlist.rpm.signature.PackageSignature;
import io.github.imaallowlist.rpm.signature.Scope;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads an entry's bytes, as {@link EntryFormat} says, in place. */
final class EntryDecoder {
  private final EntryInput in;

  private EntryDecoder(EntryInput in) {
    this.in = in;
  }

  /**
   * @param source the entry's name, for errors
   * @param bytes all of the file; the entry keeps them
   * @throws MalformedInputException if they are not whole, or no entry
   * @throws UnsupportedInputException if the entry is of another version
   */
  static CacheEntry decode(String source, byte[] bytes) throws InputException {
    checkSum(source, bytes);
    EntryDecoder decoder =
        new EntryDecoder(new EntryInput(source, bytes, bytes.length - EntryFormat.SUM_BYTES));
    decoder.readStart(bytes.length);
    try {
      return decoder.readEntry();
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          source, decoder.in.position(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Whose entry it is, by its beginning; that it is whole is not looked at. */
  static EntryName decodeName(String source, byte[] start) throws InputException {
    EntryDecoder decoder = new EntryDecoder(new EntryInput(source, start, start.length));
    decoder.readStart(-1);
    try {
      CacheKey key = decoder.readKey();
      return new EntryName(key, decoder.in.u64(), decoder.readId());
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          source, decoder.in.position(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void checkSum(String source, byte[] bytes) throws MalformedInputException {
    int end = bytes.length - EntryFormat.SUM_BYTES;
    if (end < EntryFormat.START_BYTES) {
      throw new MalformedInputException(source, 0, "it is cut short");
    }
    if (ByteBuffer.wrap(bytes).getLong(end) != EntryFormat.sum(bytes, end)) {
      throw new MalformedInputException(
          source, InputException.NO_OFFSET, "it does not have the checksum that it says");
    }
  }

  /**
   * @param length of the file; negative: not to be compared
   */
  private void readStart(long length) throws InputException {
    if (!Arrays.equals(in.array(EntryFormat.MAGIC.length), EntryFormat.MAGIC)) {
      throw in.malformed("no entry of the cache");
    }
    int version = in.int32();
    int results = in.int32();
    if (version != EntryFormat.VERSION || results != EntryFormat.RESULTS_VERSION) {
      throw new UnsupportedInputException(
          in.source(),
          in.position(),
          "an entry of version %d.%d, not %d.%d"
              .formatted(version, results, EntryFormat.VERSION, EntryFormat.RESULTS_VERSION));
    }
    long announced = in.u64();
    if (length >= 0 && announced != length) {
      throw in.malformed("%,d bytes are announced, and %,d there".formatted(announced, length));
    }
  }

  private CacheEntry readEntry() throws InputException {
    CacheKey key = readKey();
    long fileSize = in.u64();
    PackageId id = readId();
    Optional<HashAlgorithm> headerAlgorithm =
        in.flag() ? Optional.of(in.algorithm()) : Optional.empty();
    Unmeasured unmeasured = new Unmeasured(in.u64(), in.u64(), in.u64(), in.u64());
    FileSignatureCounts counts =
        new FileSignatureCounts(readCounts(), in.u64(), readCounts(), in.u64());
    List<PackageSignature> signatures = readSignatures();
    List<SymbolicLink> links = readLinks();
    EntryFiles files = EntryFiles.read(in, List.copyOf(key.algorithms()));
    if (in.left() > 0) {
      throw in.malformed("%,d bytes behind the entry".formatted(in.left()));
    }
    return new CacheEntry(
        key,
        fileSize,
        new ScannedPackage(
            Optional.of(id),
            files,
            links,
            unmeasured,
            headerAlgorithm,
            signatures,
            counts,
            List.of()));
  }

  private CacheKey readKey() throws MalformedInputException {
    int count = in.u8();
    SortedSet<HashAlgorithm> algorithms = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      HashAlgorithm algorithm = in.algorithm();
      if (!algorithms.isEmpty() && algorithm.compareTo(algorithms.last()) <= 0) {
        throw in.malformed("algorithms out of order");
      }
      algorithms.add(algorithm);
    }
    FileDigest keyring = readDigest(HashAlgorithm.SHA256);
    return new CacheKey(readDigest(in.algorithm()), algorithms, keyring);
  }

  private FileDigest readDigest(HashAlgorithm algorithm) throws MalformedInputException {
    return new FileDigest(algorithm, in.array(algorithm.digestLength()));
  }

  private PackageId readId() throws MalformedInputException {
    String name = in.text();
    String version = in.text();
    String release = in.text();
    String arch = in.text();
    boolean hasEpoch = in.flag();
    int epoch = in.u32(Integer.MAX_VALUE);
    return new PackageId(
        name, hasEpoch ? OptionalInt.of(epoch) : OptionalInt.empty(), version, release, arch);
  }

  private KeyIdCounts readCounts() throws MalformedInputException {
    long total = in.u64();
    int count = in.count(RpmLimits.ARRAY_VALUES, Integer.BYTES + Long.BYTES);
    SortedMap<ImaKeyId, Long> byKey = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      byKey.put(new ImaKeyId(in.int32()), in.u64());
    }
    return new KeyIdCounts(total, byKey);
  }

  private List<PackageSignature> readSignatures() throws InputException {
    int count = in.u16();
    if (count > RpmLimits.SIGNATURES) {
      throw in.malformed("%,d signatures".formatted(count));
    }
    List<PackageSignature> signatures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Scope scope = readScope();
      String tag = in.text();
      byte[] packet = in.array(in.u32(RpmLimits.SIGNATURE_PACKET_BYTES));
      byte[] digest = in.array(in.u8());
      List<DataSignature> parsed = DataSignature.parse(in.source(), packet);
      if (parsed.size() != 1) {
        throw in.malformed("%d signatures in place of one".formatted(parsed.size()));
      }
      signatures.add(new PackageSignature(scope, tag, new SignedDigest(parsed.get(0), digest)));
    }
    return List.copyOf(signatures);
  }

  private Scope readScope() throws MalformedInputException {
    return switch (in.u8()) {
      case EntryFormat.SCOPE_HEADER -> Scope.HEADER;
      case EntryFormat.SCOPE_HEADER_AND_PAYLOAD -> Scope.HEADER_AND_PAYLOAD;
      default -> throw in.malformed("a signature over something else");
    };
  }

  private List<SymbolicLink> readLinks() throws MalformedInputException {
    int count = in.count(RpmLimits.ARRAY_VALUES, 2 * Short.BYTES);
    List<SymbolicLink> links = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      FilePath path = FilePath.of(in.array(in.u16()));
      links.add(new SymbolicLink(path, in.array(in.u16())));
    }
    return links;
  }
}
