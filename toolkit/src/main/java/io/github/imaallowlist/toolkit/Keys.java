package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.openpgp.Keyring;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists the keys in files: fingerprints, subkeys, and what they are good for. */
public final class Keys {
  private Keys() {}

  /**
   * Reads and verifies the certificates; one that is expired, revoked or otherwise no good is
   * listed as such.
   *
   * @throws AllowlistException if a file cannot be read, is malformed, or holds a secret key
   */
  public static KeysResult run(KeysRequest request) throws AllowlistException {
    List<KeysResult.KeyFile> files = new ArrayList<>();
    try {
      for (var file : request.files()) {
        files.add(
            new KeysResult.KeyFile(
                file,
                Keyring.read(List.of(file)).certificates().stream()
                    .map(certificate -> certificate.listing(request.now()))
                    .toList()));
      }
    } catch (IOException e) {
      throw Failures.of(e);
    }
    return new KeysResult(files);
  }
}
