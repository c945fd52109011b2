package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.ImaVerificationKey;
import io.github.imaallowlist.format.PolicySettings;
import io.github.imaallowlist.rpm.imasignature.ImaKey;
import io.github.imaallowlist.rpm.imasignature.ImaKeyFile;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that a run has for IMA signatures.
 *
 * @param keyring verifies the signatures in packages
 * @param verificationKeys for the verifier that reads the policy
 */
record FileSignatureKeys(ImaKeyring keyring, List<ImaVerificationKey> verificationKeys) {

  /**
   * Reads the keys that the request names.
   *
   * @throws io.github.imaallowlist.error.InputException if a file holds something else
   * @throws AllowlistException if the keys have no place in the format
   */
  static FileSignatureKeys read(AllowlistRequest request) throws IOException, AllowlistException {
    FileSignatureRequest files = request.fileSignatures();
    if (request.list().format() == AllowlistFormat.FLAT && !files.verificationKeys().isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          files.verificationKeys().get(0) + ": a verification key has no place in the flat format",
          "Write the keylime format, or leave out --verification-key.");
    }
    List<ImaVerificationKey> keys = new ArrayList<>();
    for (Path file : files.verificationKeys()) {
      for (ImaKey key : ImaKeyFile.readKeys(file)) {
        keys.add(ImaVerificationKey.of(key.id(), key.subjectPublicKeyInfo()));
      }
    }
    return new FileSignatureKeys(files.keyring(), keys);
  }

  /**
   * The settings with the verification keys.
   *
   * @param base the file that the settings come from, for messages
   */
  PolicySettings addTo(PolicySettings settings, String base)
      throws IOException, AllowlistException {
    try {
      return settings.withVerificationKeys(base, verificationKeys);
    } catch (IllegalArgumentException e) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--verification-key: " + e.getMessage(),
          "Leave one of the keys out, here or in the base.",
          e);
    }
  }
}
