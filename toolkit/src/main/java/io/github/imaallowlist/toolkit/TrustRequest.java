package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Whom to trust, and for what.
 *
 * @param keyrings files of OpenPGP public keys: these are pinned, and no others
 * @param requirement what they must have signed
 * @param allowUnsigned whether packages are taken too that they did not sign
 * @param now the time at which signatures have to be good
 */
public record TrustRequest(
    List<Path> keyrings, Requirement requirement, boolean allowUnsigned, Instant now) {
  public TrustRequest {
    keyrings = List.copyOf(keyrings);
  }

  /** Reads the pinned keys. */
  public TrustPolicy policy() throws IOException, AllowlistException {
    Keyring keyring = keyrings.isEmpty() ? Keyring.EMPTY : Keyring.read(keyrings);
    return new TrustPolicy(keyring, requirement, allowUnsigned, now);
  }
}
