package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseVerifier;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Refuses lists that are good, and out of date. */
final class AgeCheck {
  private AgeCheck() {}

  /**
   * @throws AllowlistException with {@link ExitCode#NO_TRUST} if the list is too old
   */
  static void require(VerifyRequest request, Edition edition)
      throws IOException, AllowlistException {
    refuse(
        edition.refusalAt(request.now(), request.age().maxAge()),
        request.file() + ": the signature is good, but ",
        "Fetch the current list; if this is the one, have it made and signed anew.");
    if (request.age().notOlderThan().isPresent()) {
      Path earlier = request.age().notOlderThan().get();
      refuse(
          edition.refusalAfter(read(request, earlier)),
          "%s: the signature is good, but it is older than %s: ".formatted(request.file(), earlier),
          "Find out who put it back. If it is meant, leave --not-older-than out this once.");
    }
  }

  private static void refuse(Optional<String> reason, String start, String remedy)
      throws AllowlistException {
    if (reason.isPresent()) {
      throw new AllowlistException(ExitCode.NO_TRUST, start + reason.get(), remedy);
    }
  }

  /** An envelope must be one that the same keys signed; it may have expired meanwhile. */
  private static Edition read(VerifyRequest request, Path file)
      throws IOException, AllowlistException {
    ByteSource source = ByteSource.of(file);
    if (!DsseVerifier.isEnvelope(source)) {
      return PolicyFile.read(source, entry -> {}).edition();
    }
    try (SpoolFile payload = SpoolFile.create(request.temporaryFolder(), file.toString())) {
      EnvelopeSignature.verify(request, source, payload);
      return PolicyFile.read(payload, entry -> {}).edition();
    }
  }
}
