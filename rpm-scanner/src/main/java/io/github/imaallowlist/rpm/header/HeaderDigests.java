package io.github.imaallowlist.rpm.header;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The digests of a whole header, each computed once, whoever asks for it: the signature header's
 * digests, and the signatures, which go on from there with their own trailer.
 *
 * <p>Used by one thread.
 */
public final class HeaderDigests {
  private final Header header;
  private final Map<HashAlgorithm, MessageDigest> states = new EnumMap<>(HashAlgorithm.class);

  public HeaderDigests(Header header) {
    this.header = header;
  }

  /** A computation that has had all of the header, and may be given more. */
  public MessageDigest after(HashAlgorithm algorithm) {
    MessageDigest state =
        states.computeIfAbsent(
            algorithm,
            missing -> {
              MessageDigest digest = missing.newMessageDigest();
              header.digestInto(digest);
              return digest;
            });
    try {
      return (MessageDigest) state.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(algorithm + " cannot be cloned in this Java runtime", e);
    }
  }

  /**
   * Checks the SHA-1 and the SHA-256 digest of the header, where the signature header has them, and
   * the SHA-3 one where it has no SHA-256. Packages of RPM 3 have none. They detect damage; a proof
   * of origin they are not, as they lie beside the data in the same file.
   *
   * @throws MalformedInputException if one does not match
   */
  public void check(Header signature) throws IOException {
    if (signature.has(Tag.SIG_SHA256)) {
      check(signature, Tag.SIG_SHA256, HashAlgorithm.SHA256);
    } else {
      check(signature, Tag.SIG_SHA3_256, HashAlgorithm.SHA3_256);
    }
    check(signature, Tag.SIG_SHA1, HashAlgorithm.SHA1);
  }

  private void check(Header signature, Tag tag, HashAlgorithm algorithm) throws IOException {
    Optional<String> expected = signature.string(tag).map(hex -> hex.toLowerCase(Locale.ROOT));
    if (expected.isEmpty()) {
      return;
    }
    String actual = HexFormat.of().formatHex(after(algorithm).digest());
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
