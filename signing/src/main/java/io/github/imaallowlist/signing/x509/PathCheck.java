package io.github.imaallowlist.signing.x509;

/**
 * What came of judging a certificate.
 *
 * @param detail for a person, one line: of a good one, which anchor it leads to; of any other, what
 *     is wrong and with which certificate
 */
public record PathCheck(PathStatus status, String detail) {
  public boolean isGood() {
    return status == PathStatus.GOOD;
  }
}
