package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.x509.CertificateTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that say whom the user trusts. What is in the signature is never trusted by itself.
 *
 * @param keys public keys and certificates, of which only the key counts
 * @param anchors CA certificates, by which signers' certificates are trusted
 * @param intermediates certificates that may stand between; they are believed nothing
 * @param revocationLists if any, each certificate below an anchor needs one that speaks for it
 * @param keyrings OpenPGP public keys
 * @param threshold how many different trusted keys must have signed, at least 1
 */
public record TrustFiles(
    List<Path> keys,
    List<Path> anchors,
    List<Path> intermediates,
    List<Path> revocationLists,
    List<Path> keyrings,
    int threshold) {
  public TrustFiles {
    keys = List.copyOf(keys);
    anchors = List.copyOf(anchors);
    intermediates = List.copyOf(intermediates);
    revocationLists = List.copyOf(revocationLists);
    keyrings = List.copyOf(keyrings);
    if (keys.isEmpty() && anchors.isEmpty() && keyrings.isEmpty()) {
      throw new IllegalArgumentException("without a trusted key or CA nothing can be verified");
    }
    if (threshold < 1) {
      throw new IllegalArgumentException("at least one signature is needed, not " + threshold);
    }
  }

  /** These keys alone, of which one must have signed. */
  public static TrustFiles ofKeys(List<Path> keys) {
    return new TrustFiles(keys, List.of(), List.of(), List.of(), List.of(), 1);
  }

  /** All of them, which nothing may overwrite. */
  public List<Path> files() {
    return Stream.of(keys, anchors, intermediates, revocationLists, keyrings)
        .flatMap(List::stream)
        .toList();
  }

  /** Absent without an anchor. */
  Optional<CertificateTrust> certificates() throws IOException, AllowlistException {
    return anchors.isEmpty()
        ? Optional.empty()
        : Optional.of(CertificateTrust.read(anchors, intermediates, revocationLists));
  }
}
