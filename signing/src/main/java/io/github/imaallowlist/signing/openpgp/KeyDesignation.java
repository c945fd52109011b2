package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which key a user means: a fingerprint or a long key id. That of a primary key stands for the
 * certificate, whose keys are chosen from, and that of a subkey for that key; with {@code !} behind
 * it, as for gpg, it is that key in any case.
 */
record KeyDesignation(String hex, boolean exact) {
  /** A short key id, of 8 digits, is not one: others can make a key that has the same. */
  private static final Pattern KEY_ID_OR_FINGERPRINT =
      Pattern.compile("[0-9A-F]{16}|[0-9A-F]{40}|[0-9A-F]{64}");

  /** Empty if the text is something else, such as a part of a user id. */
  static Optional<KeyDesignation> parse(String text) {
    boolean exact = text.endsWith("!");
    String bare = exact ? text.substring(0, text.length() - 1) : text;
    String hex = bare.replace(" ", "").replace(":", "").toUpperCase(Locale.ROOT);
    hex = hex.startsWith("0X") ? hex.substring(2) : hex;
    return KEY_ID_OR_FINGERPRINT.matcher(hex).matches()
        ? Optional.of(new KeyDesignation(hex, exact))
        : Optional.empty();
  }

  /**
   * @throws AllowlistException with {@link ExitCode#USAGE} if the text is neither
   */
  static KeyDesignation require(String text) throws AllowlistException {
    return parse(text)
        .orElseThrow(
            () ->
                new AllowlistException(
                    ExitCode.USAGE,
                    text + ": neither a fingerprint nor a long key id of an OpenPGP key",
                    "Give the 40 hexadecimal digits that `gpg --list-secret-keys` shows."));
  }

  /** Whether it names the key with this fingerprint, in upper-case hexadecimal. */
  boolean names(String fingerprint) {
    if (hex.length() == fingerprint.length()) {
      return hex.equals(fingerprint);
    }
    // The key id is at the end of a fingerprint of version 4, and at the start of later ones.
    return hex.length() == 16
        && (fingerprint.length() == 40 ? fingerprint.endsWith(hex) : fingerprint.startsWith(hex));
  }

  @Override
  public String toString() {
    return hex + (exact ? "!" : "");
  }
}
