package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The last published list, in a file of the publisher's: {@code createrepo_c} makes {@code
 * repomd.xml} anew and may drop the record, and the list with it.
 *
 * @param file the envelope, or the list; a detached signature is beside it, with {@code .sig}
 */
record ListCopy(Path file) {
  /**
   * Opens and verifies it; the caller closes it.
   *
   * @param former by whom else it may be, though it does not stay then
   * @return empty if there is none yet
   * @throws AllowlistException if it cannot be believed
   */
  Optional<RecordedList> open(
      RecordedListTrust trust, Optional<RecordedListTrust> former, Path temporary)
      throws IOException, AllowlistException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return open(trust, temporary);
    } catch (AllowlistException e) {
      if (former.isEmpty()) {
        throw e;
      }
      return open(former.get(), temporary).map(RecordedList::notToStay);
    }
  }

  private Optional<RecordedList> open(RecordedListTrust trust, Path temporary)
      throws IOException, AllowlistException {
    SpoolFile list = spooled(file, temporary);
    try {
      return Optional.of(verified(list, trust, temporary));
    } catch (InputException | AllowlistException e) {
      list.close();
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s, the last list, cannot be believed: %s".formatted(file, e.getMessage()),
          "Give its signer's public key with --verify-key. To lose what it keeps of removed packages,"
              + " remove it.",
          e);
    } catch (IOException | RuntimeException e) {
      list.close();
      throw e;
    }
  }

  private RecordedList verified(SpoolFile list, RecordedListTrust trust, Path temporary)
      throws IOException, AllowlistException {
    boolean signed = Files.exists(signature());
    return switch (trust.form(signed)) {
      case ENVELOPE -> {
        SpoolFile payload = SpoolFile.create(temporary, "the last list");
        yield closingUnless(
            payload,
            () ->
                new RecordedList(
                    list, payload, Optional.empty(), trust.verifyEnvelope(list, payload.out())));
      }
      case UNSIGNED -> new RecordedList(list, list, Optional.empty(), !signed);
      case DETACHED -> {
        if (!signed) {
          throw unbelievable("there is no " + signature());
        }
        SpoolFile signature = spooled(signature(), temporary);
        yield closingUnless(
            signature,
            () -> {
              if (!trust.isGood(list, signature)) {
                throw unbelievable(signature() + " is not a good signature by the given key");
              }
              return new RecordedList(list, list, Optional.of(signature), true);
            });
      }
    };
  }

  /** Verifies a list. */
  private interface Verification {
    RecordedList run() throws IOException, AllowlistException;
  }

  private static RecordedList closingUnless(SpoolFile opened, Verification verification)
      throws IOException, AllowlistException {
    try {
      return verification.run();
    } catch (IOException | AllowlistException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private AllowlistException unbelievable(String reason) {
    return new AllowlistException(ExitCode.NO_TRUST, reason, "");
  }

  private static SpoolFile spooled(Path file, Path temporary) throws IOException {
    SpoolFile spool = SpoolFile.create(temporary, file.toString());
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = spool.out()) {
      in.transferTo(out);
      return spool;
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  private Path signature() {
    return file.resolveSibling(file.getFileName() + ".sig");
  }

  /**
   * Fails where it could not be put there, or something else would be lost.
   *
   * @param needed files that must stay as they are
   */
  void ensurePossible(List<Path> needed) throws IOException, AllowlistException {
    for (Path place : List.of(file, signature())) {
      Destination.InFile destination = new Destination.InFile(place);
      destination.ensurePossible();
      destination.ensureRegular();
      destination.ensureNot(needed);
    }
    if (Files.exists(file) && !beginsAsAList()) {
      throw new AllowlistException(
          ExitCode.IO,
          file + " is no list, and would be replaced by one",
          "Name the file in which the last list was kept, or one that is not there yet.");
    }
  }

  private boolean beginsAsAList() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == '{';
    }
  }

  /** Replaces it. */
  void put(NewFiles files) throws IOException, AllowlistException {
    Destination.InFile place = new Destination.InFile(file);
    if (files.signature().isPresent()) {
      Destination.InFile.putBoth(
          place, files.list(), new Destination.InFile(signature()), files.signature().get());
    } else {
      place.put(files.list());
      Files.deleteIfExists(signature());
    }
  }
}
