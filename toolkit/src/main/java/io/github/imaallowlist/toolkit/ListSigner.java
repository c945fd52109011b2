package io.github.imaallowlist.toolkit;

import java.util.List;

/** Keys that are ready to sign. */
public sealed interface ListSigner permits EnvelopeSigner, DetachedSigner {
  /**
   * The SHA-256 fingerprints of the public keys, as {@code sha256sum} of their PEM files has it.
   */
  List<String> fingerprints();

  /** For a person, such as that others can read a key's file. */
  List<String> warnings();
}
