package io.github.imaallowlist.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.signing.Passphrase;
import io.github.imaallowlist.signing.cms.CmsForm;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list and its signature, which are two files. */
@RequiresTool("openssl")
final class DetachedSignatureTest {
  @TempDir private Path work;
  private Path list;
  private Path certificate;

  @BeforeEach
  void makeKey() throws IOException {
    list = Files.writeString(work.resolve("list"), "0123  /usr/bin/true\n");
    certificate = work.resolve("certificate");
    Tools.run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-noenc",
            "-keyout",
            work.resolve("key"),
            "-out",
            certificate,
            "-subj",
            "/CN=signer",
            "-addext",
            "keyUsage=digitalSignature")
        .succeeded();
  }

  private SignResult sign(CmsForm form) throws AllowlistException {
    KeySpec key =
        new KeySpec(
            new KeyLocation.InFile(work.resolve("key"), Optional.empty()),
            Optional.of(certificate),
            Passphrase.none());
    return Sign.run(
        new SignRequest(
            list,
            new CmsSigning(key, List.of(), form, Instant.now()),
            new Destination.InFile(work.resolve("p7s")),
            work));
  }

  private VerifyResult verify(TrustFiles trust) throws AllowlistException {
    return Verify.run(
        new VerifyRequest(
            list,
            Optional.of(work.resolve("p7s")),
            trust,
            Optional.of(new Destination.InFile(work.resolve("verified"))),
            false,
            AgeLimits.NONE,
            Instant.now(),
            work));
  }

  private TrustFiles ca(int threshold) {
    return new TrustFiles(
        List.of(), List.of(certificate), List.of(), List.of(), List.of(), threshold);
  }

  @Test
  void whatWasSignedIsVerifiedByKeyAndByCertificate() throws Exception {
    SignResult signed = sign(CmsForm.PEM);

    VerifyResult byKey = verify(TrustFiles.ofKeys(List.of(certificate)));
    VerifyResult byCertificate = verify(ca(1));

    assertThat(signed.bytes()).isEqualTo(20);
    assertThat(signed.paths()).isEmpty();
    assertThat(byKey.signers()).hasSize(1);
    assertThat(byKey.signers().get(0).fingerprint()).isEqualTo(signed.signedBy().keys().get(0));
    assertThat(byKey.signers().get(0).certificate()).isEmpty();
    assertThat(byCertificate.signers().get(0).certificate().orElseThrow()).contains("CN=signer");
    assertThat(byCertificate.signers().get(0).signingTime()).isPresent();
    assertThat(byCertificate.paths()).isEmpty();
    assertThat(work.resolve("verified")).hasSameBinaryContentAs(list);
  }

  @Test
  void whatIsNotGoodWritesNothing() throws Exception {
    sign(CmsForm.DER);

    assertNoTrust("2 different ones are asked for", ca(2));
    Files.writeString(list, "4567  /usr/bin/evil\n");
    assertNoTrust("the signature is not good", ca(1));
    assertThat(work.resolve("verified")).doesNotExist();
  }

  private void assertNoTrust(String message, TrustFiles trust) {
    assertThatThrownBy(() -> verify(trust))
        .hasMessageContaining(message)
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(ExitCode.NO_TRUST, AllowlistException::exitCode);
  }

  @Test
  void bothFilesStayAsTheyWereWhereOneCannotBeMade() throws Exception {
    Path signature = Files.writeString(work.resolve("list.p7s"), "old");
    byte[] before = Files.readAllBytes(list);

    assertThatThrownBy(
            () ->
                Destination.InFile.putBoth(
                    new Destination.InFile(list),
                    out -> out.write("new".getBytes(StandardCharsets.UTF_8)),
                    new Destination.InFile(signature),
                    out -> {
                      throw new IOException("the token failed");
                    }))
        .hasMessage("the token failed");

    assertThat(list).hasBinaryContent(before);
    assertThat(signature).hasContent("old");
    try (var files = Files.list(work)) {
      assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
    Destination.InFile.putBoth(
        new Destination.InFile(list),
        out -> out.write("new".getBytes(StandardCharsets.UTF_8)),
        new Destination.InFile(signature),
        out -> out.write("signed".getBytes(StandardCharsets.UTF_8)));
    assertThat(list).hasContent("new");
    assertThat(signature).hasContent("signed");
  }
}
