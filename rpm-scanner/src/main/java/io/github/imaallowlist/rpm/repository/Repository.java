package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.MetadataStream;
import java.io.IOException;
import java.util.Optional;

/** A source with metadata: {@link #repomd()} is present. */
public sealed interface Repository extends PackageSource
    permits RepositoryFolder, RemoteRepository {
  /**
   * The record of any type in {@code repomd.xml}; empty if there is none.
   *
   * @throws io.github.imaallowlist.error.InputException if there are several, or it is malformed
   */
  Optional<MetadataRecord> record(String type) throws IOException;

  /** The name of a record's file, for messages. */
  String nameOf(MetadataRecord record);

  /**
   * Opens a metadata file that {@code repomd.xml} lists.
   *
   * @throws io.github.imaallowlist.error.InputException if it is not there, or not as announced
   * @throws IOException if it cannot be had
   */
  MetadataStream open(MetadataRecord record) throws IOException;
}
