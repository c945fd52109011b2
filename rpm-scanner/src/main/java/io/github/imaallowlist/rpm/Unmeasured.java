package io.github.imaallowlist.rpm;

/**
 * How many files of a package have no digest by their nature.
 *
 * @param ghosts owned by the package without being shipped
 * @param devices devices, FIFOs and sockets
 */
public record Unmeasured(int folders, int links, int ghosts, int devices) {}
