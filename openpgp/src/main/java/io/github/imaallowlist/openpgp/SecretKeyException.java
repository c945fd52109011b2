package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.error.InputException;

/**
 * A file that should hold public keys holds a secret one, which nobody who verifies should have.
 */
public final class SecretKeyException extends InputException {
  private static final long serialVersionUID = 1L;

  SecretKeyException(String source, long offset) {
    super(source, offset, "a secret OpenPGP key, where only public ones belong", null);
  }
}
