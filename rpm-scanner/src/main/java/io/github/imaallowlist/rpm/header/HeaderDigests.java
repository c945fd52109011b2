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
   * Checks the header's strongest /** Checks the SHA-1 and the SHA-256 digest of the header, where
   * the signature header has them, and the SHA-3 one where it has no SHA-256. Packages of RPM 3
   * have none.
   *
   * @throws MalformedInputException if one does not match
   */
  public static void check(Header signature, Header header) throws IOException {
    if (signature.has(Tag.SIG_SHA256)) {
      check(signature, header, Tag.SIG_SHA256, HashAlgorithm.SHA256);
    } else {
      check(signature, header, Tag.SIG_SHA3_256, HashAlgorithm.SHA3_256);
    }
    check(signature, header, Tag.SIG_SHA1, HashAlgorithm.SHA1);
  }

  private static void check(Header signature, Header header, Tag tag, HashAlgorithm algorithm)
      throws IOException {
    Optional<String> expected = signature.string(tag).map(hex -> hex.toLowerCase(Locale.ROOT));
    if (expected.isEmpty()) {
      return;
    }
    MessageDigest digest = algorithm.newMessageDigest();
    header.digestInto(digest);
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!expected.get().equals(actual)) {
      throw signature.malformed(
          tag,
          "the header's %s digest is %s, and should be %s"
              .formatted(algorithm, actual, printable(expected.get())));
    }
  }

  private static String printable(String digest) {
    return digest.matches("[0-9a-f]{1,128}") ? digest : "one, but is not hexadecimal";
  }
}
