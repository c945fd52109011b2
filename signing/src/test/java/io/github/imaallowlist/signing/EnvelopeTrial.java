package io.github.imaallowlist.signing;

import static io.github.imaallowlist.signing.Envelopes.TYPE;
import static io.github.imaallowlist.signing.Envelopes.base64;
import static io.github.imaallowlist.signing.Envelopes.envelope;
import static io.github.imaallowlist.signing.Envelopes.pae;
import static io.github.imaallowlist.signing.Envelopes.signature;
import static io.github.imaallowlist.signing.Envelopes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A signed payload, and what can be said about an envelope that has it, or a flawed one. */
abstract class EnvelopeTrial {
  static final byte[] PAYLOAD = utf8("{\"digests\": {\"/usr/bin/true\": [\"00\"]}}");
  static final String TEXT = base64(PAYLOAD);
  static final String OTHER = base64(utf8("{\"digests\": {\"/usr/bin/evil\": [\"00\"]}}"));

  @TempDir private static Path folder;
  static EcSigningKey signer;
  static EcSigningKey stranger;
  static VerificationKey key;
  static byte[] sig;
  static String good;

  @BeforeAll
  static void signOnce() throws Exception {
    signer = newKey("signer");
    stranger = newKey("stranger");
    key = signer.verificationKey();
    sig = signer.sign(HashAlgorithm.SHA256, sha256(pae(TYPE, PAYLOAD)));
    good = signature(key.keyId(), sig);
  }

  static EcSigningKey newKey(String name) throws Exception {
    Path file = folder.resolve(name);
    KeyPairGeneration.plain(EllipticCurve.P_256).write(file, folder.resolve(name + ".pub"));
    return EcSigningKey.read(file, Passphrase.none());
  }

  static byte[] sha256(byte[] message) {
    return HashAlgorithm.SHA256.newMessageDigest().digest(message);
  }

  static VerifiedPayload verify(byte[] envelope) throws Exception {
    return new DsseVerifier(PayloadType.KEYLIME, List.of(key))
        .verify(ByteSource.of("policy.json", envelope), OutputStream.nullOutputStream());
  }

  static void assertAccepted(String envelope) throws Exception {
    assertThat(verify(utf8(envelope)).signers()).containsExactly(key);
  }

  static void assertNoTrust(String envelope, String reason) {
    assertThatThrownBy(() -> verify(utf8(envelope)))
        .hasMessageStartingWith("policy.json: ")
        .hasMessageContaining(reason)
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST))
        .satisfies(e -> assertThat(e.remedy()).isNotBlank());
  }

  static void assertMalformed(String envelope, String reason) {
    assertMalformed(utf8(envelope), reason);
  }

  static void assertMalformed(byte[] envelope, String reason) {
    assertThatThrownBy(() -> verify(envelope))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageStartingWith("policy.json: ")
        .hasMessageContaining(reason);
  }

  static void assertBeyondLimits(String envelope) {
    assertThatThrownBy(() -> verify(utf8(envelope))).isInstanceOf(LimitExceededException.class);
  }
}
