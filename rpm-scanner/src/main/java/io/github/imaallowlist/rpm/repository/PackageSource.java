package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.metadata.Repomd;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a run gets packages from. It keeps what it saw when it was opened, so that a change while
 * it is read can be told.
 */
public sealed interface PackageSource extends Closeable
    permits Repository, PackageFolder, SinglePackage, PackageUrl, StoredScans {
  /** The source's name, as the user gave it. */
  String name();

  /**
   * All packages. Of a repository, this reads and verifies its metadata.
   *
   * @throws io.github.imaallowlist.error.InputException if the metadata cannot be used
   * @throws IOException if the source cannot be read
   */
  SourceListing list() throws IOException;

  /** What {@code repomd.xml} says, if the source is a repository. */
  Optional<Repomd> repomd();

  /**
   * What proves the metadata; without metadata, nothing.
   *
   * @param now the time at which its signatures have to be good
   */
  default MetadataProof metadataProof(Keyring keyring, Instant now) {
    return new MetadataProof.NotSigned();
  }

  /**
   * To be called when all packages have been read: what was read belongs together only if this
   * returns.
   *
   * @throws SourceChangedException if the source is not what it was when it was opened
   * @throws IOException if the source cannot be read
   */
  void ensureUnchanged() throws IOException;

  /** Closes connections, if there are any. */
  @Override
  default void close() {}
}
