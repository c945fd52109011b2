package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseVerifier;
import io.github.imaallowlist.signing.DsseWriter;
import io.github.imaallowlist.signing.EcSigningKey;
import io.github.imaallowlist.signing.EnvelopeTrust;
import io.github.imaallowlist.signing.PayloadType;
import io.github.imaallowlist.signing.SigningKey;
import io.github.imaallowlist.signing.VerificationKey;
import io.github.imaallowlist.signing.VerifiedPayload;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts a Keylime policy into a signed DSSE envelope. */
public final class EnvelopeSigner implements ListSigner {
  private final List<EcSigningKey> keys;

  private EnvelopeSigner(List<EcSigningKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads the keys, and asks for the passphrases of those that are encrypted.
   *
   * @throws AllowlistException if a key is given twice, or is one that Keylime does not verify
   */
  static EnvelopeSigner open(EnvelopeSigning request) throws IOException, AllowlistException {
    List<EcSigningKey> keys = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (KeySpec spec : request.keys()) {
      EcSigningKey key = SigningKey.read(spec.location(), spec.passphrase()).forEnvelope();
      if (!seen.add(key.fingerprint())) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "%s: this key was given twice: %s".formatted(spec.location(), key.fingerprint()),
            "Give each key once; a second signature by the same key proves nothing more.");
      }
      keys.add(
          spec.certificate().isPresent() ? key.withCertificate(spec.certificate().get()) : key);
    }
    return new EnvelopeSigner(keys);
  }

  /** Signs a policy and puts the envelope in its place. */
  public SignedBy sign(ByteSource policy, Destination destination) throws IOException {
    destination.put(out -> DsseWriter.write(policy, PayloadType.KEYLIME, keys, out));
    return signedBy();
  }

  /** Signs a policy and writes the envelope. */
  public SignedBy sign(ByteSource policy, OutputStream out) throws IOException {
    DsseWriter.write(policy, PayloadType.KEYLIME, keys, out);
    return signedBy();
  }

  /** Whose signatures it makes. */
  public SignedBy signedBy() {
    return new SignedBy(
        keys.stream().map(EcSigningKey::fingerprint).toList(),
        keys.stream().flatMap(key -> key.warnings().stream()).toList());
  }

  /**
   * Verifies an earlier envelope: one of these keys must have signed it.
   *
   * @param payload gets the payload; to be thrown away if this throws
   * @return whether it is signed as a new one would be: by all of the keys, and by no others
   * @throws AllowlistException if none of them has
   * @throws io.github.imaallowlist.error.InputException if it is no envelope
   */
  public boolean verify(ByteSource envelope, OutputStream payload)
      throws IOException, AllowlistException {
    List<VerificationKey> own = keys.stream().map(EcSigningKey::verificationKey).toList();
    VerifiedPayload verified =
        new DsseVerifier(
                PayloadType.KEYLIME, new EnvelopeTrust(own, Optional.empty(), 1, Instant.EPOCH))
            .verify(envelope, payload);
    return verified.signers().size() == own.size()
        && verified.keyIds().equals(own.stream().map(VerificationKey::keyId).toList());
  }
}
