package io.github.imaallowlist.ima.evaluate;

import java.util.Optional;
import java.util.UUID;

/**
 * What is known of a file system; what is empty is unknown.
 *
 * @param magic as {@code statfs} gives it; unsigned
 * @param name the type that it is mounted as
 * @param subtype what a FUSE server calls its file system; others have none
 */
public record FileSystemFacts(
    Optional<Long> magic, Optional<String> name, Optional<String> subtype, Optional<UUID> uuid) {
  public static final FileSystemFacts UNKNOWN =
      new FileSystemFacts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public FileSystemFacts withMagic(long known) {
    return new FileSystemFacts(Optional.of(known), name, subtype, uuid);
  }

  public FileSystemFacts withName(String known) {
    return new FileSystemFacts(magic, Optional.of(known), subtype, uuid);
  }

  public FileSystemFacts withSubtype(String known) {
    return new FileSystemFacts(magic, name, Optional.of(known), uuid);
  }

  public FileSystemFacts withUuid(UUID known) {
    return new FileSystemFacts(magic, name, subtype, Optional.of(known));
  }
}
