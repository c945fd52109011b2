package io.github.imaallowlist.rpm.repodata;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.concurrent.BackgroundDigest;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.metadata.Location;
import io.github.imaallowlist.rpm.metadata.MetadataLimits;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;

/** A file to be recorded, and what is recorded in its place. */
final class StagedFile {
  /** What is recorded already. */
  enum Recorded {
    /** This content, and its file is there and whole. */
    CURRENT,
    /** This content, but its file is gone or damaged. */
    DAMAGED,
    /** None, or another one. */
    OTHER
  }

  private final RepodataFile file;
  private final long openSize;

  private StagedFile(RepodataFile file, long openSize) {
    this.file = file;
    this.openSize = openSize;
  }

  /**
   * Looks at the content's size.
   *
   * @throws LimitExceededException if nobody would read it
   */
  static StagedFile of(RepodataFile file) throws IOException {
    long size = file.content().size();
    if (size > MetadataLimits.ALLOWLIST_BYTES) {
      throw new LimitExceededException(
          file.type(),
          MetadataLimits.ALLOWLIST_BYTES,
          "it has more than the %d bytes that are the limit"
              .formatted(MetadataLimits.ALLOWLIST_BYTES));
    }
    return new StagedFile(file, size);
  }

  RepodataFile file() {
    return file;
  }

  /** The record of this type, if there is one that can be read. */
  Optional<MetadataRecord> record(RepodataState state) throws IOException {
    try {
      return RepomdXml.record(state.source(), state.repomd(), file.type());
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  /** Reads the content only if what is recorded is as long. */
  Recorded recorded(RepodataState state) throws IOException {
    Optional<MetadataRecord> record = record(state);
    if (record.isEmpty() || !isOfThis(record.get())) {
      return Recorded.OTHER;
    }
    try {
      RecordCheck.verify(state.source(), state.root(), record.get());
      return Recorded.CURRENT;
    } catch (InputException e) {
      return Recorded.DAMAGED;
    }
  }

  private boolean isOfThis(MetadataRecord record) throws IOException {
    return record.checksum().algorithm() == HashAlgorithm.SHA256
        && record.openSize().equals(OptionalLong.of(openSize))
        && record.equals(record(record.checksum(), record.size().orElse(-1), openChecksum()));
  }

  private MetadataRecord record(FileDigest checksum, long size, FileDigest openChecksum) {
    String path = RepodataState.REPODATA + "/" + checksum.hex() + file.nameEnd();
    return new MetadataRecord(
        file.type(),
        checksum,
        Optional.of(openChecksum),
        new Location(RelativePath.of(path), Optional.empty()),
        OptionalLong.of(file.timestamp()),
        OptionalLong.of(size),
        OptionalLong.of(openSize));
  }

  /**
   * Writes the compressed file under a name that nobody reads.
   *
   * @return the record that it is to have
   */
  MetadataRecord write(RepodataState state, FileSteps steps) throws IOException {
    MetadataRecord[] record = new MetadataRecord[1];
    steps.write(
        state.staged(file),
        state.repomdFile(),
        out -> {
          MeasuredStream compressed = new MeasuredStream(out);
          FileDigest openChecksum = compress(compressed);
          record[0] = record(compressed.checksum(), compressed.size(), openChecksum);
        });
    return record[0];
  }

  /** Compresses the content in this thread, and takes its digest in another one. */
  private FileDigest compress(OutputStream out) throws IOException {
    try (BackgroundDigest digest = new BackgroundDigest(HashAlgorithm.SHA256.newMessageDigest());
        OutputStream compressed = file.compression().compress(out)) {
      forEachBlock(
          (block, length) -> {
            digest.update(block, 0, length);
            compressed.write(block, 0, length);
          });
      return new FileDigest(HashAlgorithm.SHA256, digest.digest());
    }
  }

  private FileDigest openChecksum() throws IOException {
    MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
    forEachBlock((block, length) -> digest.update(block, 0, length));
    return new FileDigest(HashAlgorithm.SHA256, digest.digest());
  }

  private interface BlockSink {
    void accept(byte[] block, int length) throws IOException;
  }

  private void forEachBlock(BlockSink sink) throws IOException {
    byte[] block = new byte[1 << 16];
    long size = 0;
    try (InputStream in = file.content().open()) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        size += n;
        sink.accept(block, n);
      }
    }
    if (size != openSize) {
      throw new MalformedInputException(
          file.type(), NO_OFFSET, "its content changed while it was read");
    }
  }

  /** Counts and digests what passes; leaves the stream below open. */
  private static final class MeasuredStream extends OutputStream {
    private final OutputStream out;
    private final MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
    private long size;

    MeasuredStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      digest.update(bytes, offset, length);
      size += length;
    }

    /** To be asked once. */
    FileDigest checksum() {
      return new FileDigest(HashAlgorithm.SHA256, digest.digest());
    }

    long size() {
      return size;
    }
  }
}
