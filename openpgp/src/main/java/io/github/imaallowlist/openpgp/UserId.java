package io.github.imaallowlist.openpgp;

/**
 * Whose a key is, in its owner's words.
 *
 * @param text without control characters: what is none to be shown is written as {@code \x1b}
 */
public record UserId(String text, State state) {
  /** Whether these are the owner's words. */
  public enum State {
    /** The key signed them. */
    PROVED,
    /** The key signed that they are not true any more. */
    REVOKED,
    /** Nothing valid says that they are; anybody may have added them. */
    UNPROVED
  }
}
