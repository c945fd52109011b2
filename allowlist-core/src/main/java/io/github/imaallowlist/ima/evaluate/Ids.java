package io.github.imaallowlist.ima.evaluate;

import java.util.Optional;

/**
 * The user ids of a process, or its group ids; what is empty is unknown.
 *
 * @param mayChange whether the process has CAP_SETUID, or for groups CAP_SETGID: then a condition
 *     on the effective id holds if it holds for any of the three
 */
public record Ids(
    Optional<Long> real,
    Optional<Long> effective,
    Optional<Long> saved,
    Optional<Boolean> mayChange) {
  public static final Ids UNKNOWN =
      new Ids(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** All three the same, as in a process that never changed them. */
  public static Ids all(long id) {
    return new Ids(Optional.of(id), Optional.of(id), Optional.of(id), Optional.empty());
  }

  public Ids withReal(long id) {
    return new Ids(Optional.of(id), effective, saved, mayChange);
  }

  public Ids withEffective(long id) {
    return new Ids(real, Optional.of(id), saved, mayChange);
  }

  public Ids withSaved(long id) {
    return new Ids(real, effective, Optional.of(id), mayChange);
  }

  public Ids withMayChange(boolean may) {
    return new Ids(real, effective, saved, Optional.of(may));
  }
}
