package io.github.imaallowlist.rpm.header;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds a header against the digests that the signature header has of it. They detect damage; a
 * proof of origin they are not, as they lie beside the data in the same file.
 */
public final class HeaderDigests {
  private HeaderDigests() {}

  /**
   * Checks the header's strongest digest. Stronger ones make weaker ones moot.
   *
   * @return the algorithm that was checked; empty if the signature header has no digest of the
   *     header, as in packages of RPM 3
   * @throws MalformedInputException if it does not match
   */
  public static Optional<HashAlgorithm> check(Header signature, Header header) throws IOException {
    if (signature.has(Tag.SIG_SHA256)) {
      return check(signature, header, Tag.SIG_SHA256, HashAlgorithm.SHA256);
    }
    if (signature.has(Tag.SIG_SHA3_256)) {
      return check(signature, header, Tag.SIG_SHA3_256, HashAlgorithm.SHA3_256);
    }
    if (signature.has(Tag.SIG_SHA1)) {
      return check(signature, header, Tag.SIG_SHA1, HashAlgorithm.SHA1);
    }
    return Optional.empty();
  }

  private static Optional<HashAlgorithm> check(
      Header signature, Header header, Tag tag, HashAlgorithm algorithm) throws IOException {
    String expected = signature.string(tag).orElse("").toLowerCase(Locale.ROOT);
    MessageDigest digest = algorithm.newMessageDigest();
    header.digestInto(digest);
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!expected.equals(actual)) {
      throw signature.malformed(
          tag,
          "the header's %s digest is %s, and should be %s"
              .formatted(algorithm, actual, printable(expected)));
    }
    return Optional.of(algorithm);
  }

  private static String printable(String digest) {
    return digest.matches("[0-9a-f]{1,128}") ? digest : "one, but is not hexadecimal";
  }
}
