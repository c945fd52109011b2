package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ChecksumException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MistypedLineException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.openpgp.SecretKeyException;
import io.github.imaallowlist.openpgp.packet.NoKeysException;
import io.github.imaallowlist.rpm.transport.FetchFailedException;
import io.github.imaallowlist.rpm.transport.FetchFailure;
import io.github.imaallowlist.toolkit.output.WriteFailedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Turns what goes wrong below into what a person needs: exit code, message and remedy. */
public final class Failures {
  private Failures() {}

  public static AllowlistException of(IOException e) {
    if (e instanceof ChecksumException mismatch) {
      return new AllowlistException(
          ExitCode.FINDINGS,
          String.valueOf(mismatch.getMessage()),
          "Fetch it again whole, or run createrepo_c again: what lies there is of several states.",
          e);
    }
    if (e instanceof SecretKeyException) {
      return new AllowlistException(
          ExitCode.NO_TRUST,
          String.valueOf(e.getMessage()),
          "Give the public key alone: gpg --export KEY > FILE; and keep the secret one secret.",
          e);
    }
    if (e instanceof InputException input) {
      return new AllowlistException(
          ExitCode.MALFORMED, String.valueOf(e.getMessage()), remedyOf(input), e);
    }
    if (e instanceof NoSuchFileException missing) {
      return io(missing.getFile() + " does not exist", "Check the path's spelling.", e);
    }
    if (e instanceof AccessDeniedException denied) {
      return io(
          denied.getFile() + ": permission denied",
          "Run as a user who may, or choose another place.",
          e);
    }
    if (e instanceof WriteFailedException failed) {
      return io(
          "cannot write to %s: %s".formatted(failed.place(), failed.reason()),
          remedyOf(
              failed.reason(),
              failed.isTemporary()
                  ? "choose another place with --temp-dir."
                  : "choose another place with --output."),
          e);
    }
    if (e instanceof FetchFailedException failed) {
      // What comes is not what was announced, as with a checksum: fetching it worked.
      ExitCode exit = failed.failure() == FetchFailure.CHANGED ? ExitCode.FINDINGS : ExitCode.IO;
      return new AllowlistException(exit, String.valueOf(failed.getMessage()), failed.remedy(), e);
    }
    String reason = reasonOf(e);
    return io(reason, remedyOf(reason, "check the disk and the path."), e);
  }

  /**
   * @param otherwise what else may help; a sentence, without a capital
   */
  private static String remedyOf(String reason, String otherwise) {
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      return "Free some room there, or " + otherwise;
    }
    return lower.contains("broken pipe")
        ? "The program that was to read it ended too early; what it got is not the whole."
        : otherwise.substring(0, 1).toUpperCase(Locale.ROOT) + otherwise.substring(1);
  }

  private static String remedyOf(InputException e) {
    if (e instanceof MistypedLineException mistyped) {
      return mistyped.remedy();
    }
    if (e instanceof NoKeysException) {
      return "Give OpenPGP public keys: gpg --export KEY > FILE. A key in PEM verifies lists"
          + " alone.";
    }
    if (e instanceof LimitExceededException) {
      return "Do not use the file if you do not know it; if it is sound, report the limit.";
    }
    return e instanceof UnsupportedInputException
        ? "Make the file in a form that this version reads."
        : "Get the file again from its source; it is damaged, or not what it is taken for.";
  }

  private static String reasonOf(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + e.getClass().getSimpleName();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static AllowlistException io(String message, String remedy, IOException cause) {
    return new AllowlistException(ExitCode.IO, message, remedy, cause);
  }
}
