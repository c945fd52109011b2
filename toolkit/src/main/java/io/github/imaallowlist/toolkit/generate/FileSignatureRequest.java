package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.rpm.imasignature.ImaKey;
import io.github.imaallowlist.rpm.imasignature.ImaKeyFile;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to do about IMA signatures of files.
 *
 * @param certificates files with X.509 certificates, by whose keys the signatures in packages are
 *     verified; none verifies nothing
 * @param verificationKeys files with public keys or certificates that the policy tells a verifier
 *     to accept signatures by
 */
public record FileSignatureRequest(List<Path> certificates, List<Path> verificationKeys) {
  /** Verify none, and give a verifier no keys. */
  public static final FileSignatureRequest NONE = new FileSignatureRequest(List.of(), List.of());

  public FileSignatureRequest {
    certificates = List.copyOf(certificates);
    verificationKeys = List.copyOf(verificationKeys);
  }

  /**
   * Reads the keys that verify the signatures in packages.
   *
   * @throws io.github.imaallowlist.error.InputException if a file holds something else
   */
  public ImaKeyring keyring() throws IOException {
    List<ImaKey> certified = new ArrayList<>();
    for (Path file : certificates) {
      certified.addAll(ImaKeyFile.readCertificates(file));
    }
    return new ImaKeyring(certified);
  }

  /** All files, which nothing may overwrite. */
  public List<Path> files() {
    return Stream.concat(certificates.stream(), verificationKeys.stream()).toList();
  }
}
