package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseWriter;
import io.github.imaallowlist.signing.PayloadType;
import io.github.imaallowlist.signing.SigningKey;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.IOException;
import java.util.List;

/** Puts a Keylime policy into a signed DSSE envelope. */
public final class EnvelopeSigner {
  private final SigningKey key;

  private EnvelopeSigner(SigningKey key) {
    this.key = key;
  }

  /** Reads the key, and asks for its passphrase if it is encrypted. */
  public static EnvelopeSigner open(SigningRequest request) throws IOException, AllowlistException {
    SigningKey key = SigningKey.read(request.key(), request.passphrase());
    return new EnvelopeSigner(
        request.certificate().isPresent() ? key.withCertificate(request.certificate().get()) : key);
  }

  /** The SHA-256 fingerprint of the public key, as {@code sha256sum} of its PEM file has it. */
  public String fingerprint() {
    return key.verificationKey().fingerprint();
  }

  /** For a person, such as that others can read the key's file. */
  public List<String> warnings() {
    return key.warnings();
  }

  /** Signs a policy and puts the envelope in its place. */
  public void sign(ByteSource policy, Destination destination) throws IOException {
    destination.put(out -> DsseWriter.write(policy, PayloadType.KEYLIME, List.of(key), out));
  }
}
