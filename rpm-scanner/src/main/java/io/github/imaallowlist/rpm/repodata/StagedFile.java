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
    CompressingStream.requireReadable(file.type(), size, MetadataLimits.ALLOWLIST_BYTES);
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
        && record.equals(
            record(
                new ContentSums(
                    openSize, openChecksum(), record.size().orElse(-1), record.checksum())));
  }

  private MetadataRecord record(ContentSums sums) {
    String path = RepodataState.REPODATA + "/" + sums.checksum().hex() + file.nameEnd();
    return new MetadataRecord(
        file.type(),
        sums.checksum(),
        Optional.of(sums.openChecksum()),
        new Location(RelativePath.of(path), Optional.empty()),
        OptionalLong.of(file.timestamp()),
        OptionalLong.of(sums.size()),
        OptionalLong.of(sums.openSize()));
  }

  /**
   * Writes the compressed file under a name that nobody reads.
   *
   * @return the record that it is to have
   */
  MetadataRecord write(RepodataState state, FileSteps steps) throws IOException {
    ContentSums[] sums = new ContentSums[1];
    steps.write(
        state.staged(file),
        state.repomdFile(),
        out ->
            sums[0] =
                file.content() instanceof CompressedContent compressed
                    ? copy(compressed, out)
                    : compress(out));
    return record(sums[0]);
  }

  private ContentSums copy(CompressedContent content, OutputStream out) throws IOException {
    forEachBlock(content.compressed(), content.sums().size(), out::write);
    return content.sums();
  }

  private ContentSums compress(OutputStream out) throws IOException {
    try (CompressingStream compressed =
        new CompressingStream(file.type(), file.compression(), out)) {
      forEachBlock(file.content(), openSize, compressed::write);
      return compressed.finish();
    }
  }

  private FileDigest openChecksum() throws IOException {
    if (file.content() instanceof CompressedContent compressed) {
      return compressed.sums().openChecksum();
    }
    MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
    forEachBlock(file.content(), openSize, digest::update);
    return new FileDigest(HashAlgorithm.SHA256, digest.digest());
  }

  private interface BlockSink {
    void accept(byte[] block, int offset, int length) throws IOException;
  }

  private void forEachBlock(RepodataFile.Content bytes, long size, BlockSink sink)
      throws IOException {
    byte[] block = new byte[1 << 16];
    long read = 0;
    try (InputStream in = bytes.open()) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        read += n;
        sink.accept(block, 0, n);
      }
    }
    if (read != size) {
      throw new MalformedInputException(
          file.type(), NO_OFFSET, "its content changed while it was read");
    }
  }
}
