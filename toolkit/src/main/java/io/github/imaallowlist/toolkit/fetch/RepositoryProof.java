package io.github.imaallowlist.toolkit.fetch;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.repository.OpenedSource;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a pinned key signed the repository. */
final class RepositoryProof {
  private RepositoryProof() {}

  /**
   * @return who signed it; empty where nobody has to
   * @throws io.github.imaallowlist.rpm.repository.SourceChangedException if it is just being
   *     published
   * @throws AllowlistException if nobody did who is pinned, or nobody is
   */
  static Optional<Fingerprint> require(OpenedSource opened, RepositoryTrust trust, Instant now)
      throws IOException, AllowlistException {
    if (trust.allowUnsigned()) {
      return Optional.empty();
    }
    List<Path> keyrings = new ArrayList<>(trust.keyrings());
    keyrings.addAll(opened.pinnedKeys());
    if (keyrings.isEmpty()) {
      throw noKey(opened);
    }
    MetadataProof proof = opened.source().metadataProof(Keyring.read(keyrings), now);
    if (proof instanceof MetadataProof.Proved proved) {
      return Optional.of(proved.signer());
    }
    opened.source().ensureUnchanged();
    throw refusal(opened.source().name(), proof);
  }

  private static AllowlistException noKey(OpenedSource opened) {
    return new AllowlistException(
        ExitCode.USAGE,
        opened.source().name() + ": no key is pinned that could prove where it is from",
        opened.keyUrls().isEmpty()
            ? "Give --keyring FILE with its publisher's public keys, or"
                + " --allow-unsigned-repository."
            : "Its gpgkey is on a server, which may lie: fetch it, compare what `ima-allowlist"
                + " keys` says with what its publisher does, and give the file with --keyring.");
  }

  private static AllowlistException refusal(String name, MetadataProof proof) {
    if (proof instanceof MetadataProof.Tampered tampered) {
      return noTrust(
          "%s: repomd.xml is not what a pinned key signed: %s".formatted(name, tampered.detail()),
          "Do not use it. If its publisher forgot to sign it again, have it signed.");
    }
    if (proof instanceof MetadataProof.NotProved notProved) {
      return noTrust(
          "%s: no pinned key signed it: repomd.xml.asc: %s"
              .formatted(name, String.join("; ", notProved.reasons())),
          "Get its publisher's current keys in a way you trust, and give them with --keyring.");
    }
    return noTrust(
        name + ": it is not signed: there is no repodata/repomd.xml.asc",
        "Have it signed; or rely on the list's own signature with --allow-unsigned-repository.");
  }

  private static AllowlistException noTrust(String message, String remedy) {
    return new AllowlistException(ExitCode.NO_TRUST, message, remedy);
  }
}
