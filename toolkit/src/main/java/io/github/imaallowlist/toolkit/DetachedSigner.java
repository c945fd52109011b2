package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.ByteSource;
import java.io.IOException;
import java.util.List;

/**
 * Makes signatures that are files of their own.
 *
 * @param signing from a list's bytes to those of its signature
 */
public record DetachedSigner(List<String> fingerprints, List<String> warnings, Signing signing)
    implements ListSigner {
  /** Signs. */
  @FunctionalInterface
  public interface Signing {
    /**
     * @return the signature, which is small
     */
    byte[] sign(ByteSource list) throws IOException, AllowlistException;
  }

  public DetachedSigner {
    fingerprints = List.copyOf(fingerprints);
    warnings = List.copyOf(warnings);
  }
}
