package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.DetachedSigner;
import io.github.imaallowlist.toolkit.EnvelopeSigner;
import io.github.imaallowlist.toolkit.ListSigner;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Puts a list that is in a spool in its place, signed or not. */
final class AllowlistOutput {
  private AllowlistOutput() {}

  /**
   * Fails where it could not be put there.
   *
   * @throws AllowlistException saying what is in the way
   */
  static void ensurePossible(GenerateRequest request) throws IOException, AllowlistException {
    Destination destination = request.output().destination();
    destination.ensurePossible();
    if (request.output().signing().isPresent()) {
      destination.ensureNot(request.output().signing().get().files());
      ensureSignaturePossible(request.output(), request.output().signing().get());
    }
    destination.ensureNot(request.fileSignatures().files());
    destination.ensureNot(request.trust().keyrings());
    destination.ensureNot(request.list().updates().files());
    if (request.filter().isPresent()) {
      request.filter().get().ensurePossible(destination);
    }
  }

  private static void ensureSignaturePossible(OutputRequest output, SigningRequest signing)
      throws IOException, AllowlistException {
    if (output.signatureDestination().isPresent()
        && output.destination() instanceof Destination.InFile list) {
      Destination.InFile signature = output.signatureDestination().get();
      list.ensureRegular();
      signature.ensurePossible();
      signature.ensureRegular();
      signature.ensureNot(signing.files());
      signature.ensureIsNot(list);
    }
  }

  static SignedBy put(SpoolFile list, OutputRequest output, Optional<ListSigner> signer)
      throws IOException, AllowlistException {
    Destination.Content content =
        out -> {
          try (InputStream in = list.open()) {
            in.transferTo(out);
          }
        };
    if (signer.isEmpty()) {
      output.destination().put(content);
      return SignedBy.NOBODY;
    }
    if (signer.get() instanceof EnvelopeSigner envelope) {
      return envelope.sign(list, output.destination());
    }
    DetachedSigner.NewSignature signature = ((DetachedSigner) signer.get()).signing().sign(list);
    Destination.InFile.putBoth(
        (Destination.InFile) output.destination(),
        content,
        output.signatureDestination().orElseThrow(),
        out -> out.write(signature.bytes()));
    return signature.signedBy();
  }
}
