package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.ImaKeyId;
import io.github.imaallowlist.model.ImaSignature;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.SymbolicLink;
import io.github.imaallowlist.rpm.Unmeasured;
import io.github.imaallowlist.rpm.header.RpmLimits;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.rpm.imasignature.KeyIdCounts;
import io.github.imaallowlist.rpm.signature.PackageSignature;
import io.github.imaallowlist.rpm.signature.Scope;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an entry's bytes, as {@link EntryFormat} says. The same entry gives the same bytes. */
final class EntryEncoder {
  private static final int LENGTH_OFFSET = EntryFormat.MAGIC.length + 8;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
  private final DataOutputStream out = new DataOutputStream(bytes);

  private EntryEncoder() {}

  /**
   * @return empty if it would be more than {@link CacheLimits#ENTRY_BYTES}
   * @throws IllegalArgumentException if it is of no scan with this key
   */
  static Optional<byte[]> encode(CacheEntry entry) {
    if (estimate(entry.contents().files(), entry.key()) > CacheLimits.ENTRY_BYTES) {
      return Optional.empty();
    }
    EntryEncoder encoder = new EntryEncoder();
    try {
      encoder.write(entry);
      // Room for the sum, so that the whole is copied once.
      encoder.out.write(new byte[EntryFormat.SUM_BYTES]);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all bytes", e);
    }
    byte[] whole = encoder.bytes.toByteArray();
    ByteBuffer.wrap(whole).putLong(LENGTH_OFFSET, whole.length);
    int end = whole.length - EntryFormat.SUM_BYTES;
    ByteBuffer.wrap(whole).putLong(end, EntryFormat.sum(whole, end));
    return whole.length > CacheLimits.ENTRY_BYTES ? Optional.empty() : Optional.of(whole);
  }

  /**
   * All that a key says but the package's checksum, with the versions.
   *
   * @param checksum the algorithm that it is of
   */
  static byte[] settings(CacheSettings settings, HashAlgorithm checksum) {
    EntryEncoder encoder = new EntryEncoder();
    try {
      encoder.writeVersions();
      encoder.writeSettings(settings);
      encoder.writeAlgorithm(checksum);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all bytes", e);
    }
    return encoder.bytes.toByteArray();
  }

  /** Too little only by what stands once in an entry. */
  private static long estimate(List<MeasuredFile> files, CacheKey key) {
    long digests = key.algorithms().stream().mapToLong(HashAlgorithm::digestLength).sum();
    return files.size() * (digests + 1 + 2 * Short.BYTES + 1);
  }

  private void write(CacheEntry entry) throws IOException {
    writeVersions();
    out.writeLong(0);
    writeSettings(entry.key().settings());
    writeAlgorithm(entry.key().checksum().algorithm());
    out.write(entry.key().checksum().bytes());
    out.writeLong(entry.fileSize());
    ScannedPackage contents = entry.contents();
    writeId(contents.id().orElseThrow());
    out.writeByte(contents.headerAlgorithm().isPresent() ? 1 : 0);
    if (contents.headerAlgorithm().isPresent()) {
      writeAlgorithm(contents.headerAlgorithm().get());
    }
    writeUnmeasured(contents.unmeasured());
    writeCounts(contents.fileSignatures());
    writeSignatures(contents.signatures());
    writeLinks(contents.links());
    writeFiles(contents.files(), entry.key());
  }

  private void writeVersions() throws IOException {
    out.write(EntryFormat.MAGIC);
    out.writeInt(EntryFormat.VERSION);
    out.writeInt(EntryFormat.RESULTS_VERSION);
  }

  private void writeSettings(CacheSettings settings) throws IOException {
    out.writeByte(settings.algorithms().size());
    for (HashAlgorithm algorithm : settings.algorithms()) {
      writeAlgorithm(algorithm);
    }
    out.write(settings.imaKeyring().bytes());
  }

  private void writeAlgorithm(HashAlgorithm algorithm) throws IOException {
    byte[] name = algorithm.kernelName().getBytes(StandardCharsets.US_ASCII);
    out.writeByte(name.length);
    out.write(name);
  }

  private void writeId(PackageId id) throws IOException {
    writeText(id.name());
    writeText(id.version());
    writeText(id.release());
    writeText(id.arch());
    out.writeByte(id.epoch().isPresent() ? 1 : 0);
    out.writeInt(id.epoch().orElse(0));
  }

  private void writeText(String text) throws IOException {
    writeShort(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Behind their length. */
  private void writeShort(byte[] value) throws IOException {
    if (value.length > 0xffff) {
      throw new IllegalArgumentException("a value of %,d bytes".formatted(value.length));
    }
    out.writeShort(value.length);
    out.write(value);
  }

  private void writeUnmeasured(Unmeasured unmeasured) throws IOException {
    out.writeLong(unmeasured.folders());
    out.writeLong(unmeasured.links());
    out.writeLong(unmeasured.ghosts());
    out.writeLong(unmeasured.devices());
  }

  private void writeCounts(FileSignatureCounts counts) throws IOException {
    writeCounts(counts.good());
    out.writeLong(counts.weak());
    writeCounts(counts.unknownKey());
    out.writeLong(counts.notVerifiable());
  }

  private void writeCounts(KeyIdCounts counts) throws IOException {
    out.writeLong(counts.total());
    out.writeInt(counts.byKey().size());
    for (Map.Entry<ImaKeyId, Long> key : counts.byKey().entrySet()) {
      out.writeInt(key.getKey().bits());
      out.writeLong(key.getValue());
    }
  }

  private void writeSignatures(List<PackageSignature> signatures) throws IOException {
    if (signatures.size() > RpmLimits.SIGNATURES) {
      throw new IllegalArgumentException("%,d signatures".formatted(signatures.size()));
    }
    out.writeShort(signatures.size());
    for (PackageSignature signature : signatures) {
      out.writeByte(
          signature.scope() == Scope.HEADER
              ? EntryFormat.SCOPE_HEADER
              : EntryFormat.SCOPE_HEADER_AND_PAYLOAD);
      writeText(signature.tag());
      byte[] packet = signature.digest().signature().encoded();
      out.writeInt(packet.length);
      out.write(packet);
      byte[] digest = signature.digest().digest();
      out.writeByte(digest.length);
      out.write(digest);
    }
  }

  private void writeLinks(List<SymbolicLink> links) throws IOException {
    out.writeInt(links.size());
    for (SymbolicLink link : links) {
      writeShort(link.path().bytes());
      writeShort(link.target());
    }
  }

  private void writeFiles(List<MeasuredFile> files, CacheKey key) throws IOException {
    out.writeInt(files.size());
    byte[] traits = new byte[files.size()];
    byte[][] columns = new byte[key.algorithms().size()][];
    int column = 0;
    for (HashAlgorithm algorithm : key.algorithms()) {
      columns[column++] = new byte[files.size() * algorithm.digestLength()];
    }
    ByteArrayOutputStream paths = new ByteArrayOutputStream();
    ByteArrayOutputStream ima = new ByteArrayOutputStream();
    long pathBytes = 0;
    boolean signed = false;
    byte[] before = new byte[0];
    for (int i = 0; i < traits.length; i++) {
      MeasuredFile file = files.get(i);
      traits[i] = traits(file);
      fill(columns, i, file.digests(), key);
      byte[] path = file.path().bytes();
      writePath(new DataOutputStream(paths), before, path);
      before = path;
      pathBytes += path.length;
      byte[] attribute = file.imaSignature().map(ImaSignature::attribute).orElse(new byte[0]);
      signed |= attribute.length > 0;
      ima.write(attribute.length >> 8);
      ima.write(attribute.length);
      ima.write(attribute);
    }
    out.write(traits);
    for (byte[] digests : columns) {
      out.write(digests);
    }
    out.writeInt(Math.toIntExact(pathBytes));
    paths.writeTo(out);
    out.writeByte(signed ? 1 : 0);
    if (signed) {
      ima.writeTo(out);
    }
  }

  private static byte traits(MeasuredFile file) {
    boolean executable = file.traits().executable().orElseThrow(EntryEncoder::notRead);
    boolean elf = file.traits().elf().orElseThrow(EntryEncoder::notRead);
    return (byte) ((executable ? EntryFormat.EXECUTABLE : 0) | (elf ? EntryFormat.ELF : 0));
  }

  private static IllegalArgumentException notRead() {
    return new IllegalArgumentException("the payload was not read");
  }

  private static void fill(byte[][] columns, int file, List<FileDigest> digests, CacheKey key) {
    if (digests.size() != columns.length) {
      throw new IllegalArgumentException("digests of other algorithms than the key's");
    }
    int column = 0;
    for (HashAlgorithm algorithm : key.algorithms()) {
      FileDigest digest = digests.get(column);
      if (digest.algorithm() != algorithm) {
        throw new IllegalArgumentException("digests of other algorithms than the key's");
      }
      int length = algorithm.digestLength();
      System.arraycopy(digest.bytes(), 0, columns[column], file * length, length);
      column++;
    }
  }

  private static void writePath(DataOutputStream paths, byte[] before, byte[] path)
      throws IOException {
    int mismatch = Arrays.mismatch(before, path);
    int shared = mismatch < 0 ? path.length : mismatch;
    paths.writeShort(shared);
    paths.writeShort(path.length - shared);
    paths.write(path, shared, path.length - shared);
  }
}
