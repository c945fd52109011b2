package io.github.imaallowlist.rpm.payload;

import io.github.imaallowlist.model.FilePath;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the contents of some files while a payload is read.
 *
 * <p>It is handed them before anything is known of them but their size: they are what the package
 * ships only once all of the package was read, held against its header, and found to be without
 * findings.
 */
public interface ContentReceiver {
  /** Wants nothing. */
  ContentReceiver NOBODY =
      new ContentReceiver() {
        @Override
        public boolean wants(FilePath path) {
          return false;
        }

        @Override
        public OutputStream open(FilePath path, long size) {
          return OutputStream.nullOutputStream();
        }
      };

  /** Whether the content of the regular file at that path is wanted. */
  boolean wants(FilePath path);

  /**
   * A stream for a content that is wanted. It is written once to its end, and closed.
   *
   * @param size of the content, in bytes; no more will be written
   * @throws io.github.imaallowlist.error.LimitExceededException if that is too much
   */
  OutputStream open(FilePath path, long size) throws IOException;
}
