package io.github.imaallowlist.rpm.metadata;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.ChecksumException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.model.FileDigest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A metadata file, read once: its bytes are measured, decompressed, and measured again, against
 * what {@code repomd.xml} says.
 *
 * <p>What was read counts for nothing before {@link #read} has returned.
 */
public final class MetadataStream implements Closeable {
  private final String source;
  private final MetadataRecord metadata;
  private final MeteredInputStream raw;
  private final MeteredInputStream content;

  private MetadataStream(
      String source, MetadataRecord metadata, MeteredInputStream raw, MeteredInputStream content) {
    this.source = source;
    this.metadata = metadata;
    this.raw = raw;
    this.content = content;
  }

  /**
   * Opens the file of a record.
   *
   * @param source the file's name for errors
   * @param file gives its bytes; asked once
   * @param fileSize in bytes, where it is known apart from what metadata says
   * @throws InputException if its size or its first bytes are wrong already
   */
  public static MetadataStream open(
      String source, FileOpener file, OptionalLong fileSize, MetadataRecord metadata)
      throws IOException {
    long contentLimit = MetadataLimits.contentOf(metadata.type());
    long announced = metadata.size().orElse(fileSize.orElse(contentLimit));
    if (fileSize.isPresent() && announced != fileSize.getAsLong()) {
      throw new ChecksumException(
          source,
          NO_OFFSET,
          "repomd.xml announces %d bytes, the file has %d"
              .formatted(announced, fileSize.getAsLong()));
    }
    long openSize = metadata.openSize().orElse(contentLimit);
    if (openSize > contentLimit) {
      throw new LimitExceededException(
          source,
          NO_OFFSET,
          "repomd.xml announces %d bytes of content, more than the limit of %d"
              .formatted(openSize, contentLimit));
    }
    MeteredInputStream raw =
        new MeteredInputStream(
            source,
            file.open(),
            Optional.of(metadata.checksum().algorithm()),
            announced,
            fileSize.isPresent() ? "the file had when it was opened" : "were announced");
    try {
      MeteredInputStream content =
          new MeteredInputStream(
              source + " (decompressed)",
              DecompressedStream.open(source, raw),
              metadata.openChecksum().map(FileDigest::algorithm),
              openSize,
              metadata.openSize().isPresent() ? "repomd.xml announces" : "are the limit");
      return new MetadataStream(source, metadata, raw, content);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Opens a file. */
  public interface FileOpener {
    InputStream open() throws IOException;
  }

  /** Takes the content. */
  public interface Parser<T> {
    /**
     * @param content decompressed, not buffered, never more than announced
     */
    T parse(InputStream content) throws IOException;
  }

  /**
   * Reads all of it, once.
   *
   * @return what the parser made of it, now that sizes and checksums are known to be right
   * @throws MalformedInputException if one is not
   */
  public <T> T read(Parser<T> parser) throws IOException {
    T result;
    try {
      result = parser.parse(content);
    } catch (InputException broken) {
      try {
        verifyFile();
      } catch (InputException damaged) {
        damaged.addSuppressed(broken);
        throw damaged;
      }
      throw broken;
    }
    verify();
    return result;
  }

  /**
   * Reads what is left, and compares sizes and checksums of all.
   *
   * @throws ChecksumException if one differs
   */
  private void verify() throws IOException {
    content.drain();
    verifyFile();
    long openSize = metadata.openSize().orElse(content.count());
    if (content.count() != openSize) {
      throw new ChecksumException(
          source,
          NO_OFFSET,
          "repomd.xml announces %d bytes of content, it has %d"
              .formatted(openSize, content.count()));
    }
    if (metadata.openChecksum().isPresent() && !content.digestIs(metadata.openChecksum().get())) {
      throw mismatch("open-checksum", metadata.openChecksum().get());
    }
  }

  /**
   * Reads what is left of the file itself, and compares its checksum: where its content turned out
   * to be broken, this tells a damaged file from one that was published so.
   *
   * @throws ChecksumException if it differs
   */
  private void verifyFile() throws IOException {
    raw.drain();
    if (!raw.digestIs(metadata.checksum())) {
      throw mismatch("checksum", metadata.checksum());
    }
  }

  private ChecksumException mismatch(String what, FileDigest expected) {
    return new ChecksumException(
        source,
        NO_OFFSET,
        "it does not have the %s that repomd.xml announces, %s".formatted(what, expected));
  }

  @Override
  public void close() throws IOException {
    content.close();
    raw.close();
  }
}
