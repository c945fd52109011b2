package io.github.imaallowlist.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.EllipticCurve;
import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key, signature and verification through the requests. */
final class EnvelopeTest {
  private static final String POLICY =
      """
      {"meta":{"version":1,"generator":0},"release":0,
      "digests":{"/a":["%s"],"/b":["%s"]},"excludes":[],"keyrings":{},
      "ima":{"ignored_keyrings":[],"log_hash_alg":"sha1","dm_policy":null},
      "ima-buf":{},"verification-keys":""}
      """
          .formatted("0".repeat(40), "1".repeat(64));

  @TempDir private Path work;
  private Path key;
  private Path publicKey;
  private String fingerprint = "";

  @BeforeEach
  void makeKey() throws AllowlistException {
    key = work.resolve("key");
    publicKey = work.resolve("public");
    fingerprint =
        Keygen.run(new KeygenRequest(EllipticCurve.P_256, key, publicKey, Optional.empty()));
  }

  @Test
  void whatWasSignedIsVerified() throws AllowlistException, IOException {
    Path policy = Files.writeString(work.resolve("policy"), POLICY);

    SignResult signed = Sign.run(signRequest(policy));
    VerifyResult verified = Verify.run(verifyRequest(work.resolve("signed"), false));

    assertThat(signed.paths()).hasValue(2);
    assertThat(signed.signedBy().keys()).containsExactly(fingerprint);
    assertThat(verified.signers())
        .extracting(VerifyResult.Signer::fingerprint)
        .containsExactly(fingerprint);
    assertThat(verified.paths()).hasValue(2);
    assertThat(verified.payloadBytes()).isEqualTo(Files.size(policy));
    assertThat(work.resolve("verified")).hasSameBinaryContentAs(policy);
  }

  @Test
  void whatIsNoPolicyIsNotSigned() throws IOException {
    Path policy = Files.writeString(work.resolve("policy"), "{\"meta\":{}}");

    assertFails(ExitCode.MALFORMED, "lacks", () -> Sign.run(signRequest(policy)));
    assertThat(work.resolve("signed")).doesNotExist();
  }

  @Test
  void envelopeIsNotSignedAgain() throws AllowlistException, IOException {
    Sign.run(signRequest(Files.writeString(work.resolve("policy"), POLICY)));

    assertFails(
        ExitCode.MALFORMED,
        "is a signed envelope",
        () -> Sign.run(signRequest(work.resolve("signed"))));
  }

  @Test
  void existingKeyStays() throws IOException {
    byte[] before = Files.readAllBytes(key);

    assertFails(
        ExitCode.IO,
        "exists already",
        () ->
            Keygen.run(
                new KeygenRequest(
                    EllipticCurve.P_384, key, work.resolve("other"), Optional.empty())));
    assertThat(key).hasBinaryContent(before);
  }

  @Test
  void missingFileIsAnErrorOfInput() {
    assertFails(
        ExitCode.IO,
        "does not exist",
        () -> Verify.run(verifyRequest(work.resolve("nowhere"), true)));
  }

  private SignRequest signRequest(Path policy) {
    return new SignRequest(
        policy,
        new EnvelopeSigning(List.of(keySpec())),
        new Destination.InFile(work.resolve("signed")),
        work);
  }

  private KeySpec keySpec() {
    return new KeySpec(
        new KeyLocation.InFile(key, Optional.empty()),
        Optional.empty(),
        name -> {
          throw new AssertionError("the key is not encrypted");
        });
  }

  private VerifyRequest verifyRequest(Path envelope, boolean signatureOnly) {
    return new VerifyRequest(
        envelope,
        Optional.empty(),
        TrustFiles.ofKeys(List.of(publicKey)),
        Optional.of(new Destination.InFile(work.resolve("verified"))),
        signatureOnly,
        AgeLimits.NONE,
        Instant.now(),
        work);
  }

  private static void assertFails(ExitCode exit, String message, ThrowingCallable operation) {
    assertThatThrownBy(operation)
        .hasMessageContaining(message)
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(exit, AllowlistException::exitCode);
  }
}
