package io.github.imaallowlist.toolkit.check;

import java.util.Locale;

/**
 * Something that explains a deviation.
 *
 * @param text one sentence, without a full stop
 */
public record Clue(Kind kind, String text) {
  /** What kind of explanation it is. */
  public enum Kind {
    /** A package that left the sources has the digest, at this path. */
    OLD_VERSION,
    /** The digest was revoked. */
    REVOKED,
    /** Another path has the digest. */
    RENAMED,
    /** The path has another name in the list, as a folder is a link. */
    ALIAS,
    /** Names with {@code _} and with a space are one in the log; it may be the other file. */
    UNDERSCORE,
    /** The file is made on each host, and in no package. */
    GENERATED,
    /** Nothing in a file system. */
    NO_FILE,
    /** The label for which no rule measures it. */
    LABEL,
    /** The signature that the entry has, and why it does not count. */
    SIGNATURE,
    /** The host and the list use other hash algorithms. */
    ALGORITHM,
    /** The digest is of another kind than those in lists. */
    VERITY,
    /** The digest over the PCRs of the boot. */
    BOOT,
    /** Nothing that is known explains it. */
    NONE;

    /** Such as {@code old-version}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
