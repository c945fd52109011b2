package io.github.imaallowlist.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Envelopes and keys of Keylime's own tests, where they are at hand. */
class KeylimeCorpusTest {
  private static final Path CORPUS = Path.of("../../shared/corpus/keylime");

  private VerificationKey key;

  @BeforeEach
  void readKey() throws Exception {
    assumeTrue(Files.isDirectory(CORPUS), "no test data in " + CORPUS);
    key = VerificationKey.read(CORPUS.resolve("runtime-policy-pubkey.pub"));
  }

  private DsseVerifier verifier() {
    return new DsseVerifier(PayloadType.KEYLIME, List.of(key));
  }

  @Test
  void policyThatKeylimeSignedIsVerified() throws Exception {
    ByteSource envelope = ByteSource.of(CORPUS.resolve("runtime-policy-test-signed.json"));
    ByteArrayOutputStream payload = new ByteArrayOutputStream();

    assertThat(verifier().verify(envelope, payload).signers()).containsExactly(key);
    assertThat(Files.readString(CORPUS.resolve("runtime-policy-test-signed.json")))
        .contains("\"keyid\": \"" + key.keyId() + "\"");
    assertThat(payload.toString(StandardCharsets.UTF_8))
        .startsWith("{\"meta\":")
        .endsWith("\"verification-keys\": \"\"}\n");
  }

  @Test
  void badSignatureIsRefusedAsItsBase64IsCutShort() throws Exception {
    Path file = CORPUS.resolve("runtime-policy-test-signed-bad.json");
    int sig = Files.readString(file).indexOf("\"mmUC");

    assertThatThrownBy(
            () -> verifier().verify(ByteSource.of(file), OutputStream.nullOutputStream()))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("at byte " + sig + ": expected \"sig\" in standard base64");
  }

  @Test
  void badSignatureIsRefusedWithItsBase64MadeWholeToo() throws Exception {
    String bad = Files.readString(CORPUS.resolve("runtime-policy-test-signed-bad.json"));
    ByteSource envelope = Envelopes.source(bad.replace("TZJc\"", "TZJc=\""));

    assertThatThrownBy(() -> verifier().verify(envelope, OutputStream.nullOutputStream()))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("is wrong");
  }

  @Test
  void unsignedPolicyIsNoEnvelope() {
    ByteSource policy = ByteSource.of(CORPUS.resolve("runtime-policy-test.json"));

    assertThatThrownBy(() -> verifier().verify(policy, OutputStream.nullOutputStream()))
        .hasMessageContaining("is no DSSE envelope");
  }

  @Test
  void imaKeysOfOtherKindsAreRefused() {
    assertThatThrownBy(() -> VerificationKey.read(CORPUS.resolve("ima_keys/rsa2048pub.pem")))
        .hasMessageContaining("RSA");
    assertThatThrownBy(
            () -> EcSigningKey.read(CORPUS.resolve("ima_keys/secp256k1.pem"), Passphrase.none()))
        .hasMessageContaining("secp256k1");
  }
}
