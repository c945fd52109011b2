package io.github.imaallowlist.toolkit.fetch;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.MetadataStream;
import io.github.imaallowlist.rpm.repository.Repository;
import io.github.imaallowlist.rpm.repository.SourceChangedException;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseVerifier;
import io.github.imaallowlist.toolkit.output.Destination.Content;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a repository records, decompressed: as fetched, or in its place since an earlier run. */
final class RecordedFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final ByteSource bytes;
  private final @Nullable SpoolFile fetched;

  private RecordedFile(ByteSource bytes, @Nullable SpoolFile fetched) {
    this.bytes = bytes;
    this.fetched = fetched;
  }

  /** The file in its place, if that has the very content that is recorded. */
  static Optional<RecordedFile> inPlace(MetadataRecord record, Path place) throws IOException {
    if (record.openChecksum().isEmpty()
        || !Files.isRegularFile(place)
        || Files.size(place) != record.openSize().orElse(-1)) {
      return Optional.empty();
    }
    FileDigest expected = record.openChecksum().get();
    MessageDigest digest = expected.algorithm().newMessageDigest();
    try (InputStream in = Files.newInputStream(place);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return new FileDigest(expected.algorithm(), digest.digest()).equals(expected)
        ? Optional.of(new RecordedFile(ByteSource.of(place), null))
        : Optional.empty();
  }

  /**
   * Fetches the file; returns only if sizes and checksums are those that are recorded.
   *
   * @param folder for temporary files
   * @throws SourceChangedException if the repository changed meanwhile
   * @throws io.github.imaallowlist.error.InputException if it is not there, or another one
   */
  static RecordedFile fetch(Repository repository, MetadataRecord record, Path folder)
      throws IOException {
    String name = repository.nameOf(record);
    if (record.openSize().isEmpty()) {
      // Otherwise a few bytes could fill the disk, up to a limit that is made for the longest list.
      throw new MalformedInputException(
          name, NO_OFFSET, "repomd.xml does not say how long it is (open-size)");
    }
    SpoolFile spool = SpoolFile.create(folder, name);
    try {
      try (MetadataStream stream = repository.open(record);
          OutputStream out = new BufferedOutputStream(spool.out(), BUFFER)) {
        stream.read(content -> content.transferTo(out));
      }
      return new RecordedFile(spool, spool);
    } catch (IOException e) {
      spool.close();
      throw SourceChangedException.explaining(e, repository);
    } catch (RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  ByteSource bytes() {
    return bytes;
  }

  /** As a person knows it. */
  String name() {
    return bytes.name();
  }

  boolean isEnvelope() throws IOException {
    return DsseVerifier.isEnvelope(bytes);
  }

  boolean isInPlace() {
    return fetched == null;
  }

  /** All of it, to be put somewhere. */
  Content content() {
    return contentOf(bytes);
  }

  static Content contentOf(ByteSource bytes) {
    return out -> {
      try (InputStream in = bytes.open()) {
        in.transferTo(out);
      }
    };
  }

  @Override
  public void close() throws IOException {
    if (fetched != null) {
      fetched.close();
    }
  }
}
