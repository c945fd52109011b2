package io.github.imaallowlist.toolkit.fetch;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.PolicyFile;
import io.github.imaallowlist.toolkit.SignedList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Refuses a good list that is out of date: expired, too old, or older than one that was taken. */
final class ListAge {
  private final FetchRequest request;
  private final String name;
  private final Edition edition;

  /**
   * @param name the list's, for messages
   */
  ListAge(FetchRequest request, String name, Edition edition) {
    this.request = request;
    this.name = name;
    this.edition = edition;
  }

  /**
   * @throws AllowlistException with {@link ExitCode#NO_TRUST} if it is too old
   */
  void require() throws IOException, AllowlistException {
    Optional<String> reason = edition.refusalAt(request.now(), request.age().maxAge());
    if (reason.isPresent()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: the signature is good, but %s".formatted(name, reason.get()),
          "Ask its publisher to publish a new one. If he did, somebody withholds it from you.");
    }
    if (request.age().notOlderThan().isPresent()) {
      requireNotOlder(
          request.age().notOlderThan().get(),
          "Find out who put it back. If it is meant, leave --not-older-than out this once.",
          "Give a list that was fetched before, or leave --not-older-than out this once.");
    }
    Path place = request.outputs().list().file();
    if (!request.allowOlder() && holdsSomething(place)) {
      requireNotOlder(
          place,
          "Find out who put it back. If it is meant, give --allow-older this once.",
          "See what that file is. To have it replaced, give --allow-older this once.");
    }
  }

  /** A file that a script made to be written to is no list yet. */
  private static boolean holdsSomething(Path place) throws IOException {
    return Files.isRegularFile(place) && Files.size(place) > 0;
  }

  /**
   * @param remedy where the list is older
   * @param other where that cannot be told
   */
  private void requireNotOlder(Path earlier, String remedy, String other)
      throws IOException, AllowlistException {
    Optional<String> reason = edition.refusalAfter(editionOf(earlier, other));
    if (reason.isPresent()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: the signature is good, but it is older than %s: %s"
              .formatted(name, earlier, reason.get()),
          remedy);
    }
  }

  private Edition editionOf(Path earlier, String remedy) throws IOException, AllowlistException {
    try {
      ByteSource source = ByteSource.of(earlier);
      // Where nobody signs lists, an envelope is not opened either, and this says so.
      return request.listTrust().isPresent()
          ? SignedList.editionOf(source, request.listTrust().get(), request.temporaryFolder())
          : PolicyFile.read(source, entry -> {}).edition();
    } catch (InputException | AllowlistException e) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "cannot tell whether the list is older than what is in %s: %s"
              .formatted(earlier, e.getMessage()),
          remedy,
          e);
    }
  }
}
