package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.ByteSource;
import java.io.IOException;

/**
 * Makes signatures that are files of their own.
 *
 * @param signing from a list's bytes to those of its signature
 * @param check tells whether an earlier signature may stay
 * @param suffix what the signature's file is usually named with, such as {@code asc}
 */
public record DetachedSigner(Signing signing, Check check, String suffix) implements ListSigner {
  /** Verifies. */
  @FunctionalInterface
  public interface Check {
    /** Whether an earlier signature is one by this signer's key over the list, and good. */
    boolean isGood(ByteSource list, ByteSource signature) throws IOException, AllowlistException;
  }

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
