package io.github.imaallowlist.rpm.trust;

import static io.github.imaallowlist.rpm.trust.Judged.assertRefused;
import static io.github.imaallowlist.rpm.trust.Judged.proofOf;
import static io.github.imaallowlist.rpm.trust.Judged.require;
import static io.github.imaallowlist.rpm.trust.Judged.scan;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages and metadata signed by keys that are not, or not any more, what they should be. */
@RequiresTool("gpg")
final class KeyStatesTest {
  private static final byte[] REPOMD = {'<', 'r', 'e', 'p', 'o', 'm', 'd', '/', '>'};

  private GpgHome gpg;
  @TempDir private Path folder;
  private Path rpm;

  @BeforeEach
  void makeKey() throws IOException {
    gpg = GpgHome.create().key("signer", "rsa2048", "never");
    rpm = folder.resolve("hello.rpm");
  }

  /** By hand, for rpmsign 4.18 does not put in what has an expiry. */
  private void signPackage(String... options) {
    RpmBytes hello = RpmBytes.named("hello").executable("/usr/bin/hello", "#!/bin/sh\n");
    byte[] signature = gpg.sign("signer", hello.sections().header(), options);
    hello.signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, signature)).writeTo(rpm);
  }

  @AfterEach
  void killAgent() {
    gpg.close();
  }

  private ScanOutcome.Scanned judged(Keyring keyring) throws IOException {
    return scan(rpm, require(Requirement.PACKAGES, keyring), ReadMode.PAYLOAD);
  }

  private MetadataProof metadata(Keyring keyring, String... options) {
    return MetadataProof.of(
        REPOMD,
        Optional.of(gpg.sign("signer", REPOMD, options)),
        "repomd.xml.asc",
        keyring,
        Judged.NOW);
  }

  private void assertUnusable(Keyring keyring, MetadataProof metadata) throws IOException {
    assertRefused(
        judged(keyring),
        FindingKind.UNUSABLE_SIGNATURE,
        "RSAHEADER",
        gpg.fingerprint("signer").toString());
    assertThat(metadata).isInstanceOf(MetadataProof.NotProved.class);
  }

  @Test
  void signatureMadeAfterItsKeyExpiredProvesNothing() throws IOException {
    gpg.expire("signer", "2020-03-01", 2);
    Keyring expired = gpg.keyring("signer");
    gpg.expire("signer", "never", 3);
    signPackage();

    assertUnusable(expired, metadata(expired));
  }

  @Test
  void signatureMadeBeforeItsKeyExpiredStillProves() throws IOException {
    signPackage();
    byte[] signature = gpg.sign("signer", REPOMD);
    gpg.expire("signer", "2021-01-01", 2);
    Keyring keyring = gpg.keyring("signer");

    assertThat(proofOf(judged(keyring)).way()).isEqualTo(Proof.Way.PACKAGE_SIGNATURE);
    assertThat(
            MetadataProof.of(REPOMD, Optional.of(signature), "repomd.xml.asc", keyring, Judged.NOW))
        .isEqualTo(new MetadataProof.Proved(gpg.fingerprint("signer")));
  }

  @Test
  void revokedKeyProvesNothing() throws IOException {
    signPackage();
    byte[] signature = gpg.sign("signer", REPOMD);
    gpg.revoke("signer");
    Keyring revoked = gpg.keyring("signer");

    assertUnusable(
        revoked,
        MetadataProof.of(REPOMD, Optional.of(signature), "repomd.xml.asc", revoked, Judged.NOW));
  }

  @Test
  void signatureThatExpiredProvesNothing() throws IOException {
    String[] expiring = {"--default-sig-expire", "2021-01-01"};
    signPackage(expiring);
    Keyring keyring = gpg.keyring("signer");

    assertUnusable(keyring, metadata(keyring, expiring));
  }

  @Test
  void signatureFromTheFutureProvesNothing() throws IOException {
    String[] future = {"--faked-system-time", "20300101T000000!"};
    signPackage(future);
    Keyring keyring = gpg.keyring("signer");

    assertUnusable(keyring, metadata(keyring, future));
  }

  @Test
  void whatWasGoodIsJudgedAtTheTimeGiven() throws IOException {
    String[] expiring = {"--default-sig-expire", "2021-01-01"};
    signPackage(expiring);
    TrustPolicy then =
        new TrustPolicy(
            gpg.keyring("signer"),
            Requirement.PACKAGES,
            false,
            Instant.parse("2020-12-31T00:00:00Z"));

    assertThat(proofOf(scan(rpm, then, ReadMode.HEADERS)).way())
        .isEqualTo(Proof.Way.PACKAGE_SIGNATURE);
  }

  @Test
  void unusableSignatureIsNoProofWhereNoneIsAskedFor() throws IOException {
    signPackage();
    gpg.revoke("signer");

    assertThat(proofOf(scan(rpm, Judged.allowing(gpg.keyring("signer")), ReadMode.PAYLOAD)))
        .isEqualTo(Proof.NONE);
  }
}
