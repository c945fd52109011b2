package io.github.imaallowlist.openpgp.packet;

import io.github.imaallowlist.error.MalformedInputException;

/** A file that is to hold OpenPGP keys holds no data of OpenPGP at all. */
public final class NoKeysException extends MalformedInputException {
  private static final long serialVersionUID = 1L;

  NoKeysException(String source) {
    super(source, 0, "neither binary OpenPGP data nor an armored PGP PUBLIC KEY BLOCK");
  }
}
