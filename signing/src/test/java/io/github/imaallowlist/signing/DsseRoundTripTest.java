package io.github.imaallowlist.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.fixtures.RequiresTool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSL judges what is written, and signs what is verified, over a PAE made by hand. */
@RequiresTool("openssl")
class DsseRoundTripTest {
  private static final byte[] PAYLOAD = Envelopes.utf8("{\"meta\": {\"version\": 1}}\n");
  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\{\"payload\":\"([A-Za-z0-9+/=]*)\",\"payloadType\":\"([^\"]*)\","
              + "\"signatures\":\\[\\{\"keyid\":\"([^\"]*)\",\"sig\":\"([^\"]*)\"}]}\n");

  @TempDir private Path folder;
  private OpenSsl openssl;

  @BeforeEach
  void openSsl() {
    openssl = new OpenSsl(folder);
  }

  private static EcSigningKey signer(Path key) throws Exception {
    return EcSigningKey.read(key, Passphrase.none());
  }

  private static DsseVerifier verifier(VerificationKey... keys) {
    return new DsseVerifier(PayloadType.KEYLIME, List.of(keys));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P-256", "P-384", "P-521"})
  void openSslAcceptsWhatIsWritten(String curve) throws Exception {
    Path key = openssl.pkcs8("key.pem", curve);
    EcSigningKey signer = signer(key);

    Matcher envelope = WRITTEN.matcher(utf8(Envelopes.written(PAYLOAD, signer)));

    assertThat(envelope.matches()).isTrue();
    assertThat(Base64.getDecoder().decode(envelope.group(1))).isEqualTo(PAYLOAD);
    assertThat(envelope.group(2)).isEqualTo(Envelopes.TYPE);
    assertThat(envelope.group(3)).isEqualTo(signer.verificationKey().keyId());
    byte[] signature = Base64.getDecoder().decode(envelope.group(4));
    Path pub = openssl.publicHalf(key);
    assertThat(openssl.verifies(pub, Envelopes.pae(Envelopes.TYPE, PAYLOAD), signature)).isTrue();
    assertThat(openssl.verifies(pub, PAYLOAD, signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"P-256", "P-384", "P-521"})
  void whatOpenSslSignedIsVerified(String curve) throws Exception {
    Path key = openssl.pkcs8("key.pem", curve);
    VerificationKey pub = VerificationKey.read(openssl.publicHalf(key));
    byte[] signature = openssl.sign("sha256", key, Envelopes.pae(Envelopes.TYPE, PAYLOAD));
    String envelope =
        Envelopes.envelope(
            Envelopes.base64(PAYLOAD), Envelopes.TYPE, Envelopes.signature(pub.keyId(), signature));
    ByteArrayOutputStream payload = new ByteArrayOutputStream();

    VerifiedPayload verified = verifier(pub).verify(Envelopes.source(envelope), payload);

    assertThat(payload.toByteArray()).isEqualTo(PAYLOAD);
    assertThat(verified.length()).isEqualTo(PAYLOAD.length);
    assertThat(verified.signers()).containsExactly(pub);
  }

  @ParameterizedTest
  @CsvSource({"P-256, sha512", "P-256, sha384", "P-384, sha384", "P-521, sha512"})
  void signatureUnderAnotherHashIsRefusedWithTheReason(String curve, String hash) throws Exception {
    Path key = openssl.pkcs8("key.pem", curve);
    VerificationKey pub = VerificationKey.read(openssl.publicHalf(key));
    byte[] signature = openssl.sign(hash, key, Envelopes.pae(Envelopes.TYPE, PAYLOAD));
    String envelope =
        Envelopes.envelope(
            Envelopes.base64(PAYLOAD), Envelopes.TYPE, Envelopes.signature(pub.keyId(), signature));

    assertThatThrownBy(
            () -> verifier(pub).verify(Envelopes.source(envelope), OutputStream.nullOutputStream()))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("under " + hash + "; Keylime verifies SHA-256 alone");
  }

  @Test
  void sameInputGivesTheSameBytes() throws Exception {
    EcSigningKey signer = signer(openssl.pkcs8("key.pem", "P-521"));

    assertThat(Envelopes.written(PAYLOAD, signer)).isEqualTo(Envelopes.written(PAYLOAD, signer));
  }

  @Test
  void certificateIsTheKeyIdAndItsKeyVerifies() throws Exception {
    Path key = openssl.pkcs8("key.pem", "P-256");
    Path certificate = openssl.certificate(key);
    EcSigningKey signer = signer(key).withCertificate(certificate);

    ByteSource envelope = ByteSource.of("e", Envelopes.written(PAYLOAD, signer));

    assertThat(utf8(Envelopes.written(PAYLOAD, signer)))
        .contains("\"keyid\":\"" + Envelopes.base64(Files.readAllBytes(certificate)) + "\"");
    for (Path trusted : List.of(certificate, openssl.publicHalf(key))) {
      VerificationKey pub = VerificationKey.read(trusted);
      assertThat(verifier(pub).verify(envelope, OutputStream.nullOutputStream()).signers())
          .containsExactly(pub);
    }
  }

  @Test
  void anyOfSeveralSignersIsEnoughAndAllGivenOnesAreNamed() throws Exception {
    EcSigningKey one = signer(openssl.pkcs8("one.pem", "P-256"));
    EcSigningKey two = signer(openssl.pkcs8("two.pem", "P-384"));
    VerificationKey stranger = signer(openssl.pkcs8("stranger.pem", "P-256")).verificationKey();
    ByteSource envelope = ByteSource.of("e", Envelopes.written(PAYLOAD, one, two));

    VerifiedPayload verified =
        verifier(stranger, two.verificationKey(), one.verificationKey())
            .verify(envelope, OutputStream.nullOutputStream());

    assertThat(verified.signers()).containsExactly(two.verificationKey(), one.verificationKey());
    assertThat(
            verifier(two.verificationKey())
                .verify(envelope, OutputStream.nullOutputStream())
                .signers())
        .containsExactly(two.verificationKey());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 49151, 49152, 49153, 98304, 200_000})
  void payloadOfAnyLengthComesBack(int length) throws Exception {
    EcSigningKey signer = signer(openssl.pkcs8("key.pem", "P-256"));
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (i * 31);
    }
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();

    verifier(signer.verificationKey())
        .verify(ByteSource.of("e", Envelopes.written(payload, signer)), decoded);

    assertThat(decoded.toByteArray()).isEqualTo(payload);
  }

  @Test
  void filesAreReadWhereTheyAre() throws Exception {
    EcSigningKey signer = signer(openssl.pkcs8("key.pem", "P-256"));
    Path policy = Files.write(openssl.file("policy.json"), PAYLOAD);
    Path signed = openssl.file("signed.json");
    try (OutputStream out = Files.newOutputStream(signed)) {
      DsseWriter.write(ByteSource.of(policy), PayloadType.KEYLIME, List.of(signer), out);
      out.write('\n');
    }

    assertThat(
            verifier(signer.verificationKey())
                .verify(ByteSource.of(signed), OutputStream.nullOutputStream())
                .length())
        .isEqualTo(PAYLOAD.length);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 25, 27})
  void payloadThatIsNotAsLongAsItSaysIsNotSigned(long said) throws Exception {
    EcSigningKey signer = signer(openssl.pkcs8("key.pem", "P-256"));
    ByteSource changing =
        new ByteSource() {
          @Override
          public String name() {
            return "changing.json";
          }

          @Override
          public long length() {
            return said;
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(new byte[26]);
          }
        };

    assertThatThrownBy(
            () ->
                DsseWriter.write(
                    changing,
                    PayloadType.KEYLIME,
                    List.of(signer),
                    OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("changing.json: changed while it was read");
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
