package io.github.imaallowlist.rpm.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.openpgp.Keyring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that gpg makes over a {@code repomd.xml}. */
@RequiresTool("gpg")
final class MetadataProofTest {
  private static final byte[] REPOMD = "<repomd/>\n".getBytes(UTF_8);
  private static final String SOURCE = "repo/repodata/repomd.xml.asc";

  private static GpgHome gpg;
  private static Keyring pinned;

  @BeforeAll
  static void makeKeys() throws IOException {
    gpg =
        GpgHome.create()
            .key("one", "rsa2048", "never")
            .key("two", "ed25519", "never")
            .key("stranger", "ed25519", "never");
    pinned = gpg.keyring("one", "two");
  }

  @AfterAll
  static void killAgent() {
    gpg.close();
  }

  private static MetadataProof proof(byte[]... signatures) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] signature : signatures) {
      all.writeBytes(signature);
    }
    return MetadataProof.of(REPOMD, Optional.of(all.toByteArray()), SOURCE, pinned, Judged.NOW);
  }

  private static MetadataProof provedBy(String name) {
    return new MetadataProof.Proved(gpg.fingerprint(name));
  }

  @Test
  void armoredOrBinarySignatureOfAPinnedKeyProves() {
    assertThat(proof(gpg.sign("one", REPOMD, "--armor"))).isEqualTo(provedBy("one"));
    assertThat(proof(gpg.sign("two", REPOMD))).isEqualTo(provedBy("two"));
  }

  @Test
  void oneGoodSignatureAmongUnknownOnesIsEnough() {
    assertThat(proof(gpg.sign("stranger", REPOMD), gpg.sign("two", REPOMD)))
        .isEqualTo(provedBy("two"));
    assertThat(proof(gpg.sign("stranger", REPOMD, "--armor"), gpg.sign("one", REPOMD, "--armor")))
        .isEqualTo(provedBy("one"));
  }

  @Test
  void nothingBesideItIsNotSigned() {
    assertThat(MetadataProof.of(REPOMD, Optional.empty(), SOURCE, pinned, Judged.NOW))
        .isEqualTo(new MetadataProof.NotSigned());
  }

  @Test
  void signatureOfAnotherKeyProvesNothing() {
    assertThat(proof(gpg.sign("stranger", REPOMD))).isInstanceOf(MetadataProof.NotProved.class);
    assertThat(
            MetadataProof.of(
                REPOMD, Optional.of(gpg.sign("one", REPOMD)), SOURCE, Keyring.EMPTY, Judged.NOW))
        .isInstanceOf(MetadataProof.NotProved.class);
  }

  @Test
  void signatureOfAPinnedKeyOverOtherBytesIsTamperingWhateverElseIsGood() {
    byte[] older = gpg.sign("one", "<repomd><!-- yesterday --></repomd>\n".getBytes(UTF_8));

    assertThat(proof(older)).isInstanceOf(MetadataProof.Tampered.class);
    assertThat(proof(gpg.sign("two", REPOMD), older)).isInstanceOf(MetadataProof.Tampered.class);
    assertThat(proof(older, gpg.sign("two", REPOMD))).isInstanceOf(MetadataProof.Tampered.class);
  }

  @Test
  void signatureOverABrokenHashProvesNothing() {
    assertThat(proof(gpg.sign("one", REPOMD, "--digest-algo", "SHA1")))
        .isInstanceOf(MetadataProof.NotProved.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a signature",
        "-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n",
        "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n"
      })
  void whatIsNoSignatureProvesNothingAndSaysWhere(String text) {
    assertThat(proof(text.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            MetadataProof.NotProved.class,
            notProved ->
                assertThat(notProved.reasons()).singleElement().asString().contains(SOURCE));
  }

  @Test
  void keyInThePlaceOfASignatureProvesNothing() {
    assertThat(proof(gpg.publicKey("one"))).isInstanceOf(MetadataProof.NotProved.class);
  }
}
