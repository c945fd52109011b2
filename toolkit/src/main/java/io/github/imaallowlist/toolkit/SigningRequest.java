package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.signing.Passphrase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * With what to sign.
 *
 * @param key the private key's file
 * @param certificate whose text then stands as the key's id, if given
 * @param passphrase asked only if the key is encrypted
 */
public record SigningRequest(Path key, Optional<Path> certificate, Passphrase passphrase) {
  /** The files that signing needs, which nothing may overwrite. */
  public List<Path> files() {
    return Stream.concat(Stream.of(key), certificate.stream()).toList();
  }
}
