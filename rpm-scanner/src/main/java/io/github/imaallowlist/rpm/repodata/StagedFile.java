package io.github.imaallowlist.rpm.repodata;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

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
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;

/** A file to be recorded, whose content has been read once. */
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
  private final FileDigest openChecksum;
  private final long openSize;

  private StagedFile(RepodataFile file, FileDigest openChecksum, long openSize) {
    this.file = file;
    this.openChecksum = openChecksum;
    this.openSize = openSize;
  }

  /** Reads the content. */
  static StagedFile measure(RepodataFile file) throws IOException {
    MeasuredStream content = new MeasuredStream(OutputStream.nullOutputStream());
    copy(file, content);
    return new StagedFile(file, content.checksum(), content.size());
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

  private boolean isOfThis(MetadataRecord record) {
    return record.checksum().algorithm() == HashAlgorithm.SHA256
        && record.equals(record(record.checksum(), record.size().orElse(-1)));
  }

  private MetadataRecord record(FileDigest checksum, long size) {
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
    MeasuredStream[] compressed = new MeasuredStream[1];
    steps.write(
        state.staged(file),
        state.repomdFile(),
        out -> {
          compressed[0] = new MeasuredStream(out);
          MeasuredStream content = new MeasuredStream(file.compression().compress(compressed[0]));
          copy(file, content);
          content.close();
          if (!content.checksum().equals(openChecksum)) {
            throw new MalformedInputException(
                file.type(), NO_OFFSET, "its content changed while it was read");
          }
        });
    return record(compressed[0].checksum(), compressed[0].size());
  }

  private static void copy(RepodataFile file, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream in = file.content().open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > MetadataLimits.ALLOWLIST_BYTES) {
          throw new LimitExceededException(
              file.type(),
              MetadataLimits.ALLOWLIST_BYTES,
              "it has more than the %d bytes that are the limit"
                  .formatted(MetadataLimits.ALLOWLIST_BYTES));
        }
        out.write(buffer, 0, n);
      }
    }
  }

  /** Counts and digests what passes; leaves the stream below open unless closed itself. */
  private static final class MeasuredStream extends FilterOutputStream {
    private final MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
    private long size;

    MeasuredStream(OutputStream out) {
      super(out);
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
