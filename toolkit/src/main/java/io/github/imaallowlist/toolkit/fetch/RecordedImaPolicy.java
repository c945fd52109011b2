package io.github.imaallowlist.toolkit.fetch;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.FilterDigestReader;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.ByteSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Holds the IMA policy that a repository records against the list that was made for it. */
final class RecordedImaPolicy {
  private RecordedImaPolicy() {}

  /**
   * @param list the verified list, without envelope
   * @param proved whether the repository's signature vouches for the policy
   * @throws AllowlistException if the list was made for another policy, or nothing vouches for it
   */
  static void require(ByteSource policy, ByteSource list, boolean proved)
      throws IOException, AllowlistException {
    Optional<String> expected;
    try (InputStream in = new BufferedInputStream(list.open())) {
      expected = FilterDigestReader.read(list.name(), in);
    }
    if (expected.isEmpty() && !proved) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          policy.name()
              + ": the list does not name it, and the repository's signature is not asked",
          "Pin the repository's key with --keyring, or leave out --ima-policy-output.");
    }
    if (expected.isPresent() && !expected.get().equals(sha256(policy))) {
      throw new AllowlistException(
          ExitCode.FINDINGS,
          "%s: the list was made for another IMA policy, of SHA-256 %s"
              .formatted(policy.name(), expected.get()),
          "Have both published again; hosts with this policy would not log what the list has.");
    }
  }

  private static String sha256(ByteSource source) throws IOException {
    MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
    try (InputStream in = source.open();
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
