package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;

/** Signs an existing policy, after it was found to be one that Keylime would take. */
public final class Sign {
  private Sign() {}

  /**
   * Checks the policy, signs it, and puts the envelope in its place.
   *
   * @throws AllowlistException if the key cannot sign, or the policy is none
   */
  public static SignResult run(SignRequest request) throws AllowlistException {
    try {
      request.destination().ensurePossible();
      request.destination().ensureNot(request.signing().files());
      EnvelopeSigner signer = EnvelopeSigner.open(request.signing());
      // What is checked and what is signed are the same bytes, whoever writes to the file
      // meanwhile.
      try (SpoolFile spool =
          SpoolFile.create(request.temporaryFolder(), request.policy().toString())) {
        try (InputStream in = Files.newInputStream(request.policy());
            OutputStream out = spool.out()) {
          in.transferTo(out);
        }
        long paths = PolicyFile.countPaths(spool);
        signer.sign(spool, request.destination());
        return new SignResult(paths, signer.fingerprint(), signer.warnings());
      }
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }
}
