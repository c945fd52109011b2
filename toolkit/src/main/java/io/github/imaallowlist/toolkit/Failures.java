package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Turns what goes wrong below into what a person needs: exit code, message and remedy. */
public final class Failures {
  private Failures() {}

  public static AllowlistException of(IOException e) {
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
    String reason = reasonOf(e);
    if (isFull(reason)) {
      return io(
          "the disk is full: " + reason,
          "Free some room; --temp-dir DIR puts temporary files elsewhere.",
          e);
    }
    return io(reason, "Check the disk and the path; nothing was written.", e);
  }

  private static String remedyOf(InputException e) {
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

  private static boolean isFull(String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    return lower.contains("no space left") || lower.contains("quota exceeded");
  }

  private static AllowlistException io(String message, String remedy, IOException cause) {
    return new AllowlistException(ExitCode.IO, message, remedy, cause);
  }
}
