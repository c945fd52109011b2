package io.github.imaallowlist.toolkit.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Writing failed, at a place that a person can be told of. */
public final class WriteFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String reason;

  /**
   * @param place such as a file's path; what is written there is not complete
   */
  WriteFailedException(String place, IOException cause) {
    this(place, reasonOf(cause), cause);
  }

  private WriteFailedException(String place, String reason, IOException cause) {
    super(place + ": " + reason, cause);
    this.place = place;
    this.reason = reason;
  }

  private static String reasonOf(IOException e) {
    String name = e.getClass().getSimpleName();
    if (e instanceof NoSuchFileException) {
      return "no file can be made there";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return Optional.ofNullable(
            e instanceof FileSystemException file ? file.getReason() : e.getMessage())
        .orElse(name);
  }

  /** Where. */
  public String place() {
    return place;
  }

  /** Whether it is a temporary file, and no result. */
  public boolean isTemporary() {
    return place.startsWith(SpoolFile.PLACE);
  }

  /** As the operating system gives it, such as {@code No space left on device}. */
  public String reason() {
    return reason;
  }
}
