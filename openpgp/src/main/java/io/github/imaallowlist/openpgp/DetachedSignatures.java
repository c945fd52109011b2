package io.github.imaallowlist.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks signatures that stand beside what they sign, such as {@code repomd.xml.asc}. */
public final class DetachedSignatures {
  private static final int BUFFER_BYTES = 1 << 16;

  private DetachedSignatures() {}

  /**
   * Reads the data once, to its end, and says of each signature what became of it, in their order.
   *
   * @param now the time at which they have to be good
   */
  public static List<SignatureCheck> check(
      Keyring keyring, List<DataSignature> signatures, InputStream data, Instant now)
      throws IOException {
    Map<DataSignature, MessageDigest> digests = new LinkedHashMap<>();
    for (DataSignature signature : signatures) {
      if (signature.hashAlgorithm().isPresent()) {
        digests.computeIfAbsent(signature, DataSignature::newMessageDigest);
      }
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = data.read(buffer); n >= 0; n = data.read(buffer)) {
      for (MessageDigest digest : digests.values()) {
        digest.update(buffer, 0, n);
      }
    }
    Map<DataSignature, SignatureCheck> checks = new LinkedHashMap<>();
    for (DataSignature signature : signatures) {
      checks.computeIfAbsent(signature, s -> keyring.check(finished(s, digests), now));
    }
    return signatures.stream().map(checks::get).toList();
  }

  /** What no digest can be made for is judged by its form alone. */
  private static SignedDigest finished(
      DataSignature signature, Map<DataSignature, MessageDigest> digests) {
    MessageDigest digest = digests.get(signature);
    return digest == null ? new SignedDigest(signature, new byte[0]) : signature.finish(digest);
  }
}
