package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.util.Optional;

/** Reads a {@code checksum} or {@code open-checksum} element. */
final class ChecksumXml {
  private ChecksumXml() {}

  /** The current element's checksum, weak or not; leaves the element. */
  static FileDigest read(MetadataXml xml) throws IOException {
    String type = xml.requiredAttribute("type");
    Optional<HashAlgorithm> algorithm = algorithm(type);
    if (algorithm.isEmpty()) {
      throw xml.unsupported(
          "checksum type '%s' is none of sha224, sha256, sha384 and sha512"
              .formatted(MetadataXml.excerpt(type)));
    }
    String hex = xml.text();
    try {
      return FileDigest.ofHex(algorithm.get(), hex);
    } catch (IllegalArgumentException e) {
      throw xml.unproven(
          "expected a %s checksum in hexadecimal, not '%s'"
              .formatted(algorithm.get(), MetadataXml.excerpt(hex)));
    }
  }

  /**
   * The names that createrepo_c takes ({@code cr_checksum_type} in its {@code checksum.c}); {@code
   * sha} is its old name for SHA-1.
   */
  private static Optional<HashAlgorithm> algorithm(String type) {
    return switch (type) {
      case "md5" -> Optional.of(HashAlgorithm.MD5);
      case "sha", "sha1" -> Optional.of(HashAlgorithm.SHA1);
      case "sha224" -> Optional.of(HashAlgorithm.SHA224);
      case "sha256" -> Optional.of(HashAlgorithm.SHA256);
      case "sha384" -> Optional.of(HashAlgorithm.SHA384);
      case "sha512" -> Optional.of(HashAlgorithm.SHA512);
      default -> Optional.empty();
    };
  }
}
