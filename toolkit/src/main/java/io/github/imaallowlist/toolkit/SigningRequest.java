package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** With what to sign, and into what form. */
public sealed interface SigningRequest permits EnvelopeSigning, CmsSigning, OpenPgpSigning {
  /** The files that signing needs, which nothing may overwrite. */
  List<Path> files();

  /** Whether the signature is a file of its own, beside the list as it is. */
  boolean isDetached();

  /**
   * Reads the keys, and asks for their passphrases where they are encrypted.
   *
   * @throws AllowlistException if one is missing, or cannot sign so
   */
  ListSigner open() throws IOException, AllowlistException;
}
