package io.github.imaallowlist.openpgp;

import java.util.Optional;

/**
 * What became of one signature, under the pinned keys.
 *
 * @param signer the primary key of the pinned certificate that it was held against, if any
 * @param detail one line for people, without control characters
 */
public record SignatureCheck(SignatureStatus status, Optional<Fingerprint> signer, String detail) {
  public boolean isGood() {
    return status == SignatureStatus.GOOD;
  }
}
