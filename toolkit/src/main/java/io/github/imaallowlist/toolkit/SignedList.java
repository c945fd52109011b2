package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseVerifier;
import io.github.imaallowlist.toolkit.VerifyResult.Signer;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A list as its signer made it.
 *
 * @param file a DSSE envelope, or with a detached signature the list itself
 * @param signature a detached signature, if the list has one
 */
public record SignedList(ByteSource file, Optional<ByteSource> signature) {
  /**
   * Verifies the signature; what is in the list is not looked at.
   *
   * @param payload gets the list without envelope; to be thrown away if this throws
   * @return who signed it, at least one
   * @throws AllowlistException if nobody did who is trusted
   */
  public List<Signer> verify(ListTrust trust, SpoolFile payload)
      throws IOException, AllowlistException {
    if (signature.isEmpty()) {
      return EnvelopeSignature.verify(trust, file, payload);
    }
    // What is verified and what is handed on are the same bytes.
    try (InputStream in = file.open();
        OutputStream out = payload.out()) {
      in.transferTo(out);
    }
    return DetachedSignature.verify(trust, payload, signature.get());
  }

  /**
   * How old an earlier list is, that was taken once: it may have expired meanwhile.
   *
   * @param earlier an envelope, which the same keys must have signed, or a policy
   */
  public static Edition editionOf(ByteSource earlier, ListTrust trust, Path temporaryFolder)
      throws IOException, AllowlistException {
    if (!DsseVerifier.isEnvelope(earlier)) {
      return PolicyFile.read(earlier, entry -> {}).edition();
    }
    try (SpoolFile payload = SpoolFile.create(temporaryFolder, earlier.name())) {
      EnvelopeSignature.verify(trust, earlier, payload);
      return PolicyFile.read(payload, entry -> {}).edition();
    }
  }
}
