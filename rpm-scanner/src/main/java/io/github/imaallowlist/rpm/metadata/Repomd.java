package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.model.FileDigest;
import java.util.List;
import java.util.Optional;

/**
 * A repository's {@code repomd.xml}: the root of all that its metadata proves.
 *
 * @param digest SHA-256 of the file's bytes
 * @param revision the publisher's mark of this state, any text
 * @param repoTags what its publisher calls the repository ({@code createrepo_c --repo}), any text
 * @param primary the record of {@code primary.xml}, which lists the packages
 * @param filelistsExt the record of {@code filelists-ext.xml}, which has their files' digests
 */
public record Repomd(
    FileDigest digest,
    Optional<String> revision,
    List<String> repoTags,
    MetadataRecord primary,
    Optional<MetadataRecord> filelistsExt) {
  static final String PRIMARY = "primary";
  static final String FILELISTS_EXT = "filelists-ext";

  public Repomd {
    repoTags = List.copyOf(repoTags);
  }
}
