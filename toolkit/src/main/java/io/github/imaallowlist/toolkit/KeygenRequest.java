package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.signing.EllipticCurve;
import io.github.imaallowlist.signing.Passphrase;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A key pair to make.
 *
 * @param privateKey the file for the private key, which must not exist
 * @param publicKey the file for the public key, which must not exist
 * @param passphrase absent: the private key is not encrypted
 */
public record KeygenRequest(
    EllipticCurve curve, Path privateKey, Path publicKey, Optional<Passphrase> passphrase) {}
