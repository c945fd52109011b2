package io.github.imaallowlist.toolkit;

import java.nio.file.Path;
import java.time.Duration;

/** Is told how far a long operation has come. Called from the thread that called the operation. */
public interface ProgressListener {
  /** What an operation is at. */
  enum Phase {
    /** Reading metadata, to know what there is to read. */
    LIST,
    /** Asking setools about an SELinux policy. */
    ANALYSE,
    /** Reading packages. */
    SCAN,
    /** Sorting and writing what was read. */
    WRITE,
    /** Reading what was written, for signing or verifying. */
    SIGN,
    /** Compressing what was signed, and putting it into a repository. */
    RECORD
  }

  /** Nobody wants to know. */
  ProgressListener NONE =
      new ProgressListener() {
        @Override
        public void phase(Phase phase) {}

        @Override
        public void scanStarted(int packages, long bytes) {}

        @Override
        public void packageScanned(String name, long bytes) {}

        @Override
        public void waiting(Path place, String holder, Duration waited, Duration patience) {}
      };

  void phase(Phase phase);

  /**
   * @param bytes in the files of all packages together, as far as known
   */
  void scanStarted(int packages, long bytes);

  /**
   * @param name the package's file, relative to its source
   * @param bytes in it, as counted by {@link #scanStarted}
   */
  void packageScanned(String name, long bytes);

  /**
   * Called again and again while the operation stands still, because another run changes what it is
   * about to change.
   *
   * @param place the repository
   * @param holder the other run, in words
   * @param waited how long the operation has waited
   * @param patience how long it will at most
   */
  void waiting(Path place, String holder, Duration waited, Duration patience);
}
