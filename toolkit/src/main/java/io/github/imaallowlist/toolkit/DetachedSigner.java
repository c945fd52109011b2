package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.ByteSource;
import java.io.IOException;

/**
 * Makes signatures that are files of their own.
 *
 * @param signing from a list's bytes to those of its signature
 */
public record DetachedSigner(Signing signing) implements ListSigner {
  /** Signs. */
  @FunctionalInterface
  public interface Signing {
    NewSignature sign(ByteSource list) throws IOException, AllowlistException;
  }

  /**
   * A signature.
   *
   * @param bytes of its file; few
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record NewSignature(byte[] bytes, SignedBy signedBy) {}
}
