package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalLong;

/** Signs an existing list. */
public final class Sign {
  private Sign() {}

  /**
   * Signs the list, and puts the envelope or the detached signature in its place. What goes into an
   * envelope must be a policy that Keylime would take.
   *
   * @throws AllowlistException if the key cannot sign, or the policy is none
   */
  public static SignResult run(SignRequest request) throws AllowlistException {
    try {
      request.destination().ensurePossible();
      request.destination().ensureNot(request.signing().files());
      if (request.signing().isDetached()) {
        request.destination().ensureNot(List.of(request.policy()));
      }
      ListSigner signer = request.signing().open();
      // What is checked and what is signed are the same bytes, whoever writes to the file
      // meanwhile.
      try (SpoolFile spool =
          SpoolFile.create(request.temporaryFolder(), request.policy().toString())) {
        try (InputStream in = Files.newInputStream(request.policy());
            OutputStream out = spool.out()) {
          in.transferTo(out);
        }
        return sign(signer, spool, request);
      }
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private static SignResult sign(ListSigner signer, SpoolFile spool, SignRequest request)
      throws IOException, AllowlistException {
    if (signer instanceof DetachedSigner detached) {
      DetachedSigner.NewSignature signature = detached.signing().sign(spool);
      request.destination().put(out -> out.write(signature.bytes()));
      return new SignResult(OptionalLong.empty(), spool.length(), signature.signedBy());
    }
    long paths = PolicyFile.count(spool).paths();
    SignedBy signedBy = ((EnvelopeSigner) signer).sign(spool, request.destination());
    return new SignResult(OptionalLong.of(paths), spool.length(), signedBy);
  }
}
