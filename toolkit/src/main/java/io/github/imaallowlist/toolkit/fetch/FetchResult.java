package io.github.imaallowlist.toolkit.fetch;

import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.toolkit.VerifyResult.Signer;
import java.util.List;
import java.util.Optional;

/**
 * That a published list is good, and in its place.
 *
 * @param changed whether any file was written; without, each was what the repository records
 * @param source the repository's name
 * @param repositorySigner who signed the repository; absent where nobody had to
 * @param repositoryRevision of {@code repomd.xml}
 * @param signers of the list; none where nobody had to sign it
 * @param bytes of the list as it was published, not compressed
 * @param paths in it
 */
public record FetchResult(
    boolean changed,
    String source,
    Optional<Fingerprint> repositorySigner,
    Optional<String> repositoryRevision,
    List<Signer> signers,
    long bytes,
    long paths,
    Edition edition) {
  public FetchResult {
    signers = List.copyOf(signers);
  }

  /**
   * Whether the repository changed since the list was made of it, so that the list may lack what is
   * in it now: it has one source, and that one had another revision.
   */
  public boolean isBehind() {
    return edition.revisions().size() == 1
        && repositoryRevision.isPresent()
        && edition.revisions().get(0).isPresent()
        && !edition.revisions().get(0).equals(repositoryRevision);
  }
}
