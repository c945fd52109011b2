package io.github.imaallowlist.rpm.repodata;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The repository does not take a file: its disk is full, or it is read-only. */
final class WriteFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  WriteFailedException(Path file, IOException cause) {
    super("cannot write %s: %s".formatted(file, reason(cause)), cause);
  }

  /** Some of the JDK's exceptions say what is wrong by their class alone. */
  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "it, or its folder, is gone";
    }
    String reason = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
    return reason == null ? cause.getClass().getSimpleName() : reason;
  }
}
