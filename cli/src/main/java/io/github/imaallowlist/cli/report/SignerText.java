package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.toolkit.SignedBy;

/** Says who signed. */
public final class SignerText {
  private SignerText() {}

  /** Such as {@code " with the key 12ab..."}; of a list that somebody signed. */
  public static String of(SignedBy signedBy) {
    if (signedBy.keys().isEmpty()) {
      return " with a key that was not looked at";
    }
    String keys = signedBy.keys().size() == 1 ? " with the key " : " with the keys ";
    return keys + String.join(", ", signedBy.keys());
  }
}
