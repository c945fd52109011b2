package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.signing.ByteSource;
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
          edition.refusalAfter(
              SignedList.editionOf(
                  ByteSource.of(earlier), request.listTrust(), request.temporaryFolder())),
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
}
