package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.signing.x509.PathStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of one signer of a signature.
 *
 * @param path what came of judging its certificate, if it came to that
 * @param fingerprint of the signer's public key, as {@code sha256sum} of its PEM file has it; only
 *     of a good one
 * @param signingTime that the signer claims; only of a good one
 * @param detail for a person, one line
 */
public record SignerCheck(
    SignerStatus status,
    Optional<PathStatus> path,
    Optional<String> fingerprint,
    Optional<Instant> signingTime,
    String detail) {
  public boolean isGood() {
    return status == SignerStatus.GOOD;
  }

  /** What to do about one that is not good. */
  public String remedy() {
    return path.map(PathStatus::remedy).orElse(status.remedy());
  }

  static SignerCheck bad(SignerStatus status, String detail) {
    return new SignerCheck(status, Optional.empty(), Optional.empty(), Optional.empty(), detail);
  }
}
