package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.MetadataStream;
import java.io.IOException;

/** A source with metadata: {@link #repomd()} is present. */
public sealed interface Repository extends PackageSource
    permits RepositoryFolder, RemoteRepository {
  /**
   * Opens a metadata file that {@code repomd.xml} lists.
   *
   * @throws io.github.imaallowlist.error.InputException if it is not there, or not as announced
   * @throws IOException if it cannot be had
   */
  MetadataStream open(MetadataRecord record) throws IOException;
}
