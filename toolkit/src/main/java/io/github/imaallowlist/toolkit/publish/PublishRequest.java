package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.rpm.repodata.DataCompression;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.generate.AllowlistRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A list to make and to record.
 *
 * @param repository the folder above {@code repodata}; the one source of the list
 * @param list what it is to be, in the Keylime format
 * @param signing absent: the list is not signed
 * @param repomd what becomes of the repository's own signature
 * @param previous where a copy of the last list is, and the new one is put: where {@code
 *     createrepo_c} drops the record, what is kept of removed packages goes on from there
 * @param former keys that may have signed the last list besides those that sign now, which new keys
 *     take over from
 * @param keep how many former files of each type stay beside the recorded one
 */
public record PublishRequest(
    Path repository,
    AllowlistRequest list,
    Optional<SigningRequest> signing,
    RepomdSigning repomd,
    DataCompression compression,
    Optional<Path> previous,
    Optional<CheckTrust.ByKeys> former,
    int keep) {
  public PublishRequest {
    if (keep < 0) {
      throw new IllegalArgumentException("cannot keep %d files".formatted(keep));
    }
    if (!list.source().names().equals(List.of(repository.toString()))) {
      throw new IllegalArgumentException("the list is to be made of the repository alone");
    }
  }
}
