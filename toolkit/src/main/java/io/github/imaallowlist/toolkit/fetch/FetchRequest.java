package io.github.imaallowlist.toolkit.fetch;

import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.toolkit.AgeLimits;
import io.github.imaallowlist.toolkit.ListTrust;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A published list to fetch.
 *
 * @param source one repository: a folder, a URL of file, http or https, or a {@code .repo} file
 * @param settings how to reach it, if it is not on this machine
 * @param repositoryTrust who must have signed the repository
 * @param listTrust who must have signed the list itself; absent if nobody did, and the repository's
 *     signature alone is to vouch for it
 * @param now by the machine's clock: the time at which signatures have to be good
 * @param ifNewer whether what is in place already is not fetched again
 * @param age how old the list may be; its own expiry counts in any case
 * @param allowOlder whether it may take the place of a newer list, or of one that cannot be
 *     compared
 * @param temporaryFolder an existing folder with room for the list, twice
 */
public record FetchRequest(
    String source,
    SourceSettings settings,
    RepositoryTrust repositoryTrust,
    Optional<ListTrust> listTrust,
    Instant now,
    FetchOutputs outputs,
    boolean ifNewer,
    AgeLimits age,
    boolean allowOlder,
    Path temporaryFolder) {
  public FetchRequest {
    if (listTrust.isEmpty() && repositoryTrust.allowUnsigned()) {
      throw new IllegalArgumentException("somebody must have signed the list or the repository");
    }
  }
}
