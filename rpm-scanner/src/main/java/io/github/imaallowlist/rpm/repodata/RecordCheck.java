package io.github.imaallowlist.rpm.repodata;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.ChecksumException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.MetadataStream;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Holds a recorded file against its record: checksums and sizes, compressed and not. */
public final class RecordCheck {
  private RecordCheck() {}

  /**
   * Reads the recorded file of a type whole.
   *
   * @param repository the folder above {@code repodata}
   * @return its record; empty if none is of this type
   * @throws ChecksumException if the file is not the recorded one
   * @throws InputException if it is not there, or {@code repomd.xml} cannot be read
   */
  public static Optional<MetadataRecord> check(Path repository, String type) throws IOException {
    Path repomd = repository.resolve(RepodataState.REPODATA).resolve(RepodataState.REPOMD);
    String source = repomd.toString();
    Optional<MetadataRecord> record =
        RepomdXml.record(source, RepomdXml.bytesOf(repomd), RecordType.require(type));
    if (record.isPresent()) {
      verify(source, repository, record.get());
    }
    return record;
  }

  /**
   * @param source the name of {@code repomd.xml}, for errors
   * @throws InputException if the file is not there, or not the recorded one
   */
  static void verify(String source, Path repository, MetadataRecord record) throws IOException {
    if (record.location().base().isPresent()) {
      throw new UnsupportedInputException(
          source,
          NO_OFFSET,
          "the '%s' is recorded to be below '%s', not in this folder"
              .formatted(record.type(), record.location().base().get()));
    }
    Path file = record.location().path().in(repository);
    if (!Files.isRegularFile(file)) {
      throw new MalformedInputException(
          source, NO_OFFSET, "it lists %s, which is not there".formatted(record.location()));
    }
    try (MetadataStream stream =
        MetadataStream.open(
            file.toString(),
            () -> Files.newInputStream(file),
            OptionalLong.of(Files.size(file)),
            record)) {
      stream.read(content -> record);
    }
  }
}
