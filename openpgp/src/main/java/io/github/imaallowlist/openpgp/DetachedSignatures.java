package io.github.imaallowlist.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    List<SignatureCheck> checks = new ArrayList<>();
    for (DataSignature signature : signatures) {
      MessageDigest digest = digests.remove(signature);
      checks.add(
          digest == null
              ? new SignatureCheck(
                  SignatureStatus.UNSUPPORTED, Optional.empty(), "an unknown hash algorithm")
              : keyring.check(signature.finish(digest), now));
    }
    return List.copyOf(checks);
  }
}
