package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.ByteSource;
import java.io.IOException;

/** Makes OpenPGP signatures that stand beside the file they sign. */
public sealed interface OpenPgpSigner permits SecretKeyringSigner, GpgSigner, SignCommandSigner {
  /**
   * Signs all of the data (RFC 9580, section 5.2.1: type 0x00) and checks what came of it.
   *
   * @param data read more than once, and never held in memory
   * @throws AllowlistException if there is no such key, it cannot sign, the program that would sign
   *     fails, or the signature does not verify: then there is none
   * @throws IOException if something cannot be read or run
   */
  OpenPgpSignature sign(ByteSource data) throws IOException, AllowlistException;

  /**
   * Whether an earlier signature is one of this signer's over the data, and good now. Where nobody
   * gave a key to verify it with, only whether it can be one: no proof against anybody who means
   * harm.
   *
   * @param signature armored or binary
   * @throws AllowlistException if the key is not to be found
   * @throws IOException if something cannot be read or run
   */
  boolean vouches(ByteSource data, ByteSource signature) throws IOException, AllowlistException;
}
