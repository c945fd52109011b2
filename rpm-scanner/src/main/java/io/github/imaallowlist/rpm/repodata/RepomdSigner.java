package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.error.AllowlistException;
import java.io.IOException;

/** Makes the repository's signature, {@code repomd.xml.asc}. */
public interface RepomdSigner {
  /**
   * A detached OpenPGP signature, in armor.
   *
   * @param repomd all bytes of the new {@code repomd.xml}
   */
  byte[] sign(byte[] repomd) throws IOException, AllowlistException;

  /**
   * Whether a signature is one of this signer over these bytes. One that is not is made anew, and
   * one that was just made is an error.
   */
  boolean vouches(byte[] repomd, byte[] signature) throws IOException;
}
