package io.github.imaallowlist.model;

import java.util.Optional;

/**
 * What is known of a regular file besides its path and content: whether it can be run. Millions of
 * files have one of a few, so ask {@link #of} and {@link #ofMode} for one.
 *
 * @param executable whether its mode has an x bit, be it the owner's, the group's or others'; none
 *     can execute it otherwise, root neither
 * @param elf whether its content is an ELF file's, by the first four bytes
 */
public record FileTraits(Optional<Boolean> executable, Optional<Boolean> elf) {
  /** Nothing is known. */
  public static final FileTraits UNKNOWN = new FileTraits(Optional.empty(), Optional.empty());

  private static final FileTraits PLAIN = new FileTraits(Optional.of(false), Optional.of(false));
  private static final FileTraits ELF = new FileTraits(Optional.of(false), Optional.of(true));
  private static final FileTraits SCRIPT = new FileTraits(Optional.of(true), Optional.of(false));
  private static final FileTraits PROGRAM = new FileTraits(Optional.of(true), Optional.of(true));
  private static final FileTraits X_BIT = new FileTraits(Optional.of(true), Optional.empty());
  private static final FileTraits NO_X_BIT = new FileTraits(Optional.of(false), Optional.empty());

  /** Of a file whose mode and content are known. */
  public static FileTraits of(boolean executable, boolean elf) {
    if (executable) {
      return elf ? PROGRAM : SCRIPT;
    }
    return elf ? ELF : PLAIN;
  }

  /** Of a file whose mode is known, and whose content is not. */
  public static FileTraits ofMode(boolean executable) {
    return executable ? X_BIT : NO_X_BIT;
  }
}
