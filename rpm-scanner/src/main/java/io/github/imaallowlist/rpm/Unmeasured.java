package io.github.imaallowlist.rpm;

/**
 * How many files have no digest by their nature.
 *
 * @param ghosts owned by the package without being shipped
 * @param devices devices, FIFOs and sockets
 */
public record Unmeasured(long folders, long links, long ghosts, long devices) {
  /** The sum of both. */
  public Unmeasured plus(Unmeasured other) {
    return new Unmeasured(
        folders + other.folders,
        links + other.links,
        ghosts + other.ghosts,
        devices + other.devices);
  }
}
