package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.signing.Passphrase;
import java.nio.file.Path;
import java.util.Optional;

/**
 * With what to sign.
 *
 * @param key the private key's file
 * @param certificate whose text then stands as the key's id, if given
 * @param passphrase asked only if the key is encrypted
 */
public record SigningRequest(Path key, Optional<Path> certificate, Passphrase passphrase) {}
