package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.x509.PathCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Verifies DSSE envelopes (DSSE protocol, version 1.0.2) of one payload type against given keys and
 * CAs.
 *
 * <p>An envelope is good only if as many different keys signed it as are asked for, each of them
 * given, or in a certificate that leads to a given CA. Keyids are hints that choose an error
 * message; a certificate in one is looked at only if there are CAs to hold it against.
 */
public final class DsseVerifier {
  private static final int SHOWN_KEY_ID = 64;
  private static final int BEGIN = 64;
  private static final Pattern ENVELOPE_BEGIN =
      Pattern.compile("[ \\t\\r\\n]*\\{[ \\t\\r\\n]*\"payload(Type)?\"");

  private final PayloadType type;
  private final EnvelopeTrust trust;
  private final List<VerificationKey> keys;

  /**
   * @param keys that the caller trusts, at least one; a signature by one of them is enough
   */
  public DsseVerifier(PayloadType type, List<VerificationKey> keys) {
    this(type, new EnvelopeTrust(keys, Optional.empty(), 1, Instant.EPOCH));
  }

  public DsseVerifier(PayloadType type, EnvelopeTrust trust) {
    this.type = type;
    this.trust = trust;
    this.keys = trust.keys();
  }

  /**
   * Whether the source has an envelope's form, good or not; for messages.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean isEnvelope(ByteSource source) throws IOException {
    try {
      DsseEnvelopeReader.read(source);
      return true;
    } catch (InputException e) {
      return false;
    }
  }

  /**
   * Whether the source begins as envelopes do, with the payload or its type: those who verify it
   * next need not read all of it for that.
   */
  public static boolean beginsAsEnvelope(ByteSource source) throws IOException {
    try (InputStream in = source.open()) {
      String start = new String(in.readNBytes(BEGIN), StandardCharsets.ISO_8859_1);
      return ENVELOPE_BEGIN.matcher(start).lookingAt();
    }
  }

  /**
   * Verifies an envelope and decodes its payload.
   *
   * @param payload gets the payload while nobody knows yet whether it is good: what it got must be
   *     thrown away if this throws
   * @throws AllowlistException with {@link ExitCode#NO_TRUST} if the payload is of another type, or
   *     no signature is by one of the keys
   * @throws IOException if the envelope cannot be read, is malformed, or beyond the limits
   */
  public VerifiedPayload verify(ByteSource envelope, OutputStream payload)
      throws IOException, AllowlistException {
    ResumedOutput out = new ResumedOutput(payload);
    Optional<LeadingPayload> leading =
        LeadingPayload.find(envelope)
            .filter(one -> one.claims().payloadType().equals(type.name()))
            .filter(one -> !one.claims().signatures().isEmpty());
    if (leading.isPresent()) {
      try {
        EnvelopePayload text = leading.get().text();
        byte[] signed = text.decode(PreAuthEncoding.startDigest(type, text.length()), out);
        return verified(envelope, leading.get().claims(), text, signed);
      } catch (MalformedInputException e) {
        // Either it is malformed, or the payload ends before: reading all of it tells.
        out.restart();
      }
    }
    return verifyAll(envelope, out);
  }

  private VerifiedPayload verifyAll(ByteSource envelope, OutputStream payload)
      throws IOException, AllowlistException {
    DsseEnvelope claims = DsseEnvelopeReader.read(envelope);
    requireType(envelope, claims);
    if (claims.signatures().isEmpty()) {
      throw noTrust(
          envelope.name() + ": is not signed: its list of signatures is empty",
          "Get the signed file, or sign it with `ima-allowlist sign`.");
    }
    EnvelopePayload text = EnvelopePayload.measure(envelope, claims.payloadStart());
    byte[] signed = text.decode(PreAuthEncoding.startDigest(type, text.length()), payload);
    return verified(envelope, claims, text, signed);
  }

  /**
   * Whether who is trusted has signed.
   *
   * @param signed the digest of the payload with its type
   */
  private VerifiedPayload verified(
      ByteSource envelope, DsseEnvelope claims, EnvelopePayload text, byte[] signed)
      throws IOException, AllowlistException {
    Map<String, VerificationKey> signers = new LinkedHashMap<>();
    keys.stream()
        .filter(key -> hasSigned(key, claims, signed))
        .forEach(key -> signers.putIfAbsent(key.fingerprint(), key));
    Optional<PathCheck> refusal = addCertified(envelope, claims, signed, signers);
    if (signers.isEmpty()) {
      requireSha256(envelope, claims, text);
      throw refusal
          .map(check -> notTrusted(envelope, check))
          .orElseGet(() -> notSigned(envelope, claims));
    }
    requireThreshold(envelope, signers.size());
    return new VerifiedPayload(
        text.length(),
        List.copyOf(signers.values()),
        claims.signatures().stream().map(DsseSignature::keyId).toList());
  }

  /** Returns why a certificate whose key signed is not trusted, if there is such a one. */
  private Optional<PathCheck> addCertified(
      ByteSource envelope,
      DsseEnvelope claims,
      byte[] signed,
      Map<String, VerificationKey> signers) {
    if (trust.certificates().isEmpty()) {
      return Optional.empty();
    }
    CertifiedSigners certified = new CertifiedSigners(trust.certificates().get(), trust.now());
    for (DsseSignature signature : claims.signatures()) {
      certified
          .signerOf(envelope.name(), signature, signed)
          .ifPresent(key -> signers.putIfAbsent(key.fingerprint(), key));
    }
    return certified.refusal();
  }

  private static AllowlistException notTrusted(ByteSource envelope, PathCheck check) {
    return noTrust(
        envelope.name() + ": its signer is not trusted: " + check.detail(),
        check.status().remedy());
  }

  private void requireThreshold(ByteSource envelope, int signers) throws AllowlistException {
    if (signers < trust.threshold()) {
      throw noTrust(
          "%s: signed by %d of the trusted keys; %d different ones are asked for"
              .formatted(envelope.name(), signers, trust.threshold()),
          "Have the missing signers sign it, or look whether their keys were given.");
    }
  }

  private static boolean hasSigned(VerificationKey key, DsseEnvelope claims, byte[] signed) {
    return claims.signatures().stream()
        .anyMatch(signature -> key.verifies(signed, signature.bytes()));
  }

  private void requireType(ByteSource envelope, DsseEnvelope claims) throws AllowlistException {
    if (!claims.payloadType().equals(type.name())) {
      throw noTrust(
          "%s: the payload's type is \"%s\", not \"%s\""
              .formatted(envelope.name(), shown(claims.payloadType()), type),
          "Give an envelope of the right kind; a signature for one kind is none for another.");
    }
  }

  /** Says so where a given key did sign, under a hash with which Keylime does not verify. */
  private void requireSha256(ByteSource envelope, DsseEnvelope claims, EnvelopePayload text)
      throws IOException, AllowlistException {
    for (HashAlgorithm other : List.of(HashAlgorithm.SHA384, HashAlgorithm.SHA512)) {
      MessageDigest digest = PreAuthEncoding.startDigest(other, type, text.length());
      byte[] signed = text.decode(digest, OutputStream.nullOutputStream());
      for (VerificationKey key : keys) {
        if (hasSigned(key, claims, signed)) {
          throw noTrust(
              "%s: signed with the %s under %s; Keylime verifies SHA-256 alone, whatever the curve"
                  .formatted(envelope.name(), key, other),
              "Have it signed again with `ima-allowlist sign`, or by ECDSA with SHA-256.");
        }
      }
    }
  }

  private AllowlistException notSigned(ByteSource envelope, DsseEnvelope claims) {
    for (VerificationKey key : keys) {
      for (DsseSignature signature : claims.signatures()) {
        if (signature.keyId().equals(key.keyId()) || signature.keyId().equals(key.fingerprint())) {
          return noTrust(
              "%s: the signature that names the %s is wrong".formatted(envelope.name(), key),
              "The file was changed after it was signed: get it again from its source.");
        }
      }
    }
    return noTrust(
        "%s: none of its signatures (%d, the first by \"%s\") is by a given key"
            .formatted(
                envelope.name(),
                claims.signatures().size(),
                shown(claims.signatures().get(0).keyId())),
        "Get the signer's public key in a way you trust and give it as the key; what the file"
            + " itself says about its signer proves nothing.");
  }

  /** Text of the envelope as a message can show it. */
  private static String shown(String text) {
    String plain =
        text.codePoints()
            .limit(SHOWN_KEY_ID)
            .collect(
                StringBuilder::new,
                (builder, c) -> builder.append(c > 0x1f && c < 0x7f ? (char) c : '?'),
                StringBuilder::append)
            .toString();
    return plain.length() < text.length() ? plain + "..." : plain;
  }

  private static AllowlistException noTrust(String message, String remedy) {
    return new AllowlistException(ExitCode.NO_TRUST, message, remedy);
  }
}
