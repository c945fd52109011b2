package io.github.imaallowlist.rpm.repository;

import java.io.IOException;

/** A package's header is not where the metadata says that it is. */
public final class HeaderRangeException extends IOException {
  private static final long serialVersionUID = 1L;

  public HeaderRangeException(String problem) {
    super(problem);
  }
}
