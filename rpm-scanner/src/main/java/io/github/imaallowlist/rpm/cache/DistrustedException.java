package io.github.imaallowlist.rpm.cache;

import java.nio.file.FileSystemException;

/** A file or folder of the cache that somebody else could have written. */
public final class DistrustedException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  DistrustedException(String file, String reason) {
    super(file, null, reason);
  }
}
