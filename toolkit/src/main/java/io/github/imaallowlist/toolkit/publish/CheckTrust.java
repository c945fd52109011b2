package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.toolkit.SigningRequest;
import java.nio.file.Path;
import java.util.List;

/** By whom a recorded list has to be, to be held against the packages. */
public sealed interface CheckTrust {
  /** By the key that would sign it now; its public half is used. */
  record BySigner(SigningRequest signing) implements CheckTrust {}

  /**
   * By one of these keys.
   *
   * @param keys files with a public key or a certificate each
   * @param keyrings files with OpenPGP public keys
   */
  record ByKeys(List<Path> keys, List<Path> keyrings) implements CheckTrust {
    public ByKeys {
      keys = List.copyOf(keys);
      keyrings = List.copyOf(keyrings);
      if (keys.isEmpty() && keyrings.isEmpty()) {
        throw new IllegalArgumentException("without a trusted key nothing can be verified");
      }
    }
  }

  /** By nobody: it is not signed, and taken as it lies there. */
  record Nobody() implements CheckTrust {}
}
