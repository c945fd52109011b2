package io.github.imaallowlist.selinux.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How setools is asked.
 *
 * @param folder where {@code seinfo} and {@code sesearch} are; else they are found on the {@code
 *     PATH}
 * @param timeLimit for each of the programs
 * @param cacheFolder where answers are kept, and made if it is not there; else nothing is kept
 */
public record SetoolsSettings(
    Optional<Path> folder, Duration timeLimit, Optional<Path> cacheFolder) {
  /** Programs from the {@code PATH}, two minutes for each (Debian's policy takes 3 seconds). */
  public static final SetoolsSettings DEFAULT =
      new SetoolsSettings(Optional.empty(), Duration.ofMinutes(2), Optional.empty());

  public SetoolsSettings {
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new IllegalArgumentException("no time: " + timeLimit);
    }
  }

  public SetoolsSettings withFolder(Path newFolder) {
    return new SetoolsSettings(Optional.of(newFolder), timeLimit, cacheFolder);
  }

  public SetoolsSettings within(Duration newTimeLimit) {
    return new SetoolsSettings(folder, newTimeLimit, cacheFolder);
  }

  public SetoolsSettings withCacheFolder(Path newCacheFolder) {
    return new SetoolsSettings(folder, timeLimit, Optional.of(newCacheFolder));
  }
}
