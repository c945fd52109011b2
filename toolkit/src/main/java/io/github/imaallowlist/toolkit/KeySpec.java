package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.signing.Passphrase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A private key to sign with.
 *
 * @param certificate of the key, if it is to be named as the signer, or did not come with the key
 * @param passphrase asked only if the key is encrypted; of a token it is the PIN
 */
public record KeySpec(KeyLocation location, Optional<Path> certificate, Passphrase passphrase) {
  /** The files that signing needs, which nothing may overwrite. */
  List<Path> files() {
    return Stream.concat(location.file().stream(), certificate.stream()).toList();
  }
}
