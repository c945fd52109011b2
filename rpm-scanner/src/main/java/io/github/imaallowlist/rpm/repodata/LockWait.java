package io.github.imaallowlist.rpm.repodata;

import java.nio.file.Path;
import java.time.Duration;

/** Is told that a run stands still because another one changes the same repository. */
@FunctionalInterface
public interface LockWait {
  /** Nobody wants to know. */
  LockWait UNHEARD = (repository, holder, waited, patience) -> {};

  /**
   * Called again and again, from the thread that waits.
   *
   * @param repository the folder above {@code repodata}
   * @param holder who has the lock, in words
   * @param waited how long this run has waited
   * @param patience how long it will at most, from its beginning
   */
  void waiting(Path repository, String holder, Duration waited, Duration patience);
}
