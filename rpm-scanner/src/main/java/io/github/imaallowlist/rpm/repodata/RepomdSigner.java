package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.openpgp.DataSignature;
import java.io.IOException;
import java.security.MessageDigest;

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
   * one that was just made is an error. Who has the public key verifies it; who has not can at
   * least find a stale one by {@link #isPlausible}.
   */
  boolean vouches(byte[] repomd, byte[] signature) throws IOException, AllowlistException;

  /**
   * Whether a detached OpenPGP signature may be over these bytes, as far as can be told without a
   * key: all but one in 65,536 that were made over others are found out. No proof against anybody
   * who means harm.
   */
  static boolean isPlausible(byte[] repomd, byte[] signature) {
    try {
      for (DataSignature one : DataSignature.parse("signature", signature)) {
        if (one.hashAlgorithm().isEmpty()) {
          return false;
        }
        MessageDigest digest = one.newMessageDigest();
        digest.update(repomd);
        if (!one.finish(digest).agreesWithHint()) {
          return false;
        }
      }
      return true;
    } catch (InputException e) {
      return false;
    }
  }
}
