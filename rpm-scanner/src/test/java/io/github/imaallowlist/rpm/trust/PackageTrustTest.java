package io.github.imaallowlist.rpm.trust;

import static io.github.imaallowlist.rpm.trust.Judged.assertRefused;
import static io.github.imaallowlist.rpm.trust.Judged.proofOf;
import static io.github.imaallowlist.rpm.trust.Judged.require;
import static io.github.imaallowlist.rpm.trust.Judged.scan;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmFormat;
import io.github.imaallowlist.fixtures.RpmSections;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import io.github.imaallowlist.rpm.signature.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Packages signed by rpmsign and gpg; rpm's own verdict stands beside ours, case by case. */
@RequiresTool({"gpg", "rpmsign", "rpmkeys"})
final class PackageTrustTest {
  private static final int GZIP_TIME = 4;

  private static GpgHome gpg;

  @TempDir private Path folder;
  private Path rpm;

  @BeforeAll
  static void makeKeys() throws IOException {
    gpg =
        GpgHome.create()
            .key("rsa", "rsa2048", "never")
            .key("other", "rsa2048", "never")
            .key("eddsa", "ed25519", "never")
            .key("ecdsa", "nistp256", "never")
            .key("dsa", "dsa2048", "never")
            .key("parent", "rsa2048", "never")
            .subkey("parent", "rsa2048");
  }

  @AfterAll
  static void killAgent() {
    gpg.close();
  }

  @BeforeEach
  void writePackage() {
    rpm = hello().writeTo(folder);
  }

  private static RpmBytes hello() {
    return RpmBytes.named("hello")
        .executable("/usr/bin/hello", "#!/bin/sh\necho hello\n")
        .symlink("/usr/bin/hi", "hello");
  }

  private static byte[] headerOf(RpmBytes rpm) {
    return rpm.sections().header();
  }

  private static byte[] headerAndPayloadOf(RpmBytes rpm) {
    RpmSections sections = rpm.sections();
    byte[] both =
        Arrays.copyOf(sections.header(), sections.header().length + sections.payload().length);
    System.arraycopy(
        sections.payload(), 0, both, sections.header().length, sections.payload().length);
    return both;
  }

  private Path write(RpmBytes bytes) throws IOException {
    return Files.write(rpm, bytes.build());
  }

  private ScanOutcome.Scanned judged(Keyring keyring) throws IOException {
    return scan(rpm, require(Requirement.EITHER, keyring), ReadMode.PAYLOAD);
  }

  private RpmKeys rpmKeys(String... names) throws IOException {
    RpmKeys keys = RpmKeys.in(folder);
    for (String name : names) {
      keys.with(gpg.publicKey(name));
    }
    return keys;
  }

  private void assertProved(String signer, Scope scope, ReadMode mode) throws IOException {
    Proof proof = proofOf(scan(rpm, require(Requirement.PACKAGES, gpg.keyring(signer)), mode));
    assertThat(proof.packageSignature())
        .contains(new Proof.PackageSigner(gpg.fingerprint(signer), scope));
    assertThat(proof.way()).isEqualTo(Proof.Way.PACKAGE_SIGNATURE);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, SHA256",
    "rsa, SHA384",
    "rsa, SHA512",
    "rsa, SHA224",
    "eddsa, SHA512",
    "dsa, SHA256",
    "parent, SHA512"
  })
  void packageThatRpmsignSignedIsProvedByItsKey(String signer, String hash) throws IOException {
    gpg.signPackage(signer, rpm, "--digest-algo", hash);

    assertProved(signer, Scope.HEADER, ReadMode.PAYLOAD);
    assertProved(signer, Scope.HEADER, ReadMode.HEADERS);
    assertThat(rpmKeys(signer).provesBySignature(rpm)).isTrue();
  }

  /** Rpm 4.18 knows no ECDSA; gpg signs what it would have. */
  @Test
  void packageThatAnEcdsaKeySignedIsProved() throws IOException {
    write(
        hello()
            .signatureTag(
                HeaderEntry.binary(RpmTag.SIG_RSA, gpg.sign("ecdsa", headerOf(hello())))));

    assertProved("ecdsa", Scope.HEADER, ReadMode.PAYLOAD);
  }

  /** Rpm 4.18 does not know the tag; what it covers is in {@code rpmvfyitems} of RPM 6. */
  @Test
  void packageOfRpm6IsProvedByAnyOfItsSignatures() throws IOException {
    RpmBytes six = hello().format(RpmFormat.V6);
    byte[] header = headerOf(six);
    List<String> signatures =
        List.of(
            Base64.getEncoder().encodeToString(gpg.sign("other", header)),
            Base64.getEncoder().encodeToString(gpg.sign("eddsa", header)));
    write(six.signatureTag(HeaderEntry.strings(RpmTag.SIG_OPENPGP, signatures)));

    assertProved("eddsa", Scope.HEADER, ReadMode.HEADERS);
    assertProved("other", Scope.HEADER, ReadMode.PAYLOAD);
  }

  @Test
  void bothSignaturesOfRpmsignAreGoodAndTheHeadersCountsFirst() throws IOException {
    gpg.signPackage("rsa", rpm, "--rpmv3");

    assertThat(rpmKeys("rsa").signatures(rpm)).hasSize(2);
    assertThat(judged(gpg.keyring("rsa")).contents().signatures()).hasSize(2);
    assertProved("rsa", Scope.HEADER, ReadMode.PAYLOAD);
  }

  @ParameterizedTest
  @EnumSource(value = ReadMode.class, names = "METADATA", mode = EnumSource.Mode.EXCLUDE)
  void signatureOverHeaderAndPayloadAloneProvesTooInEitherMode(ReadMode mode) throws IOException {
    write(
        hello()
            .signatureTag(
                HeaderEntry.binary(RpmTag.SIG_PGP, gpg.sign("rsa", headerAndPayloadOf(hello())))));

    assertProved("rsa", Scope.HEADER_AND_PAYLOAD, mode);
    assertThat(rpmKeys("rsa").provesBySignature(rpm)).isTrue();
  }

  /** Its header has no immutable region; what is covered is the same: all of it. */
  @Test
  void packageOfRpm3IsProvedByASignatureOverAllOfIt() throws IOException {
    RpmBytes three = hello().format(RpmFormat.V3);
    byte[] signature = gpg.sign("rsa", headerAndPayloadOf(three));
    write(three.signatureTag(HeaderEntry.binary(RpmTag.SIG_PGP, signature)));

    assertProved("rsa", Scope.HEADER_AND_PAYLOAD, ReadMode.PAYLOAD);
    assertThat(rpmKeys("rsa").provesBySignature(rpm)).isTrue();
  }

  /** Stricter than rpm, which does not ask what the signed header's digests are worth. */
  @Test
  void signatureOverAHeaderWithMd5DigestsDoesNotProveTheFiles() throws IOException {
    rpm = hello().digests(Digest.MD5).writeTo(folder);
    gpg.signPackage("rsa", rpm);

    assertRefused(judged(gpg.keyring("rsa")), FindingKind.UNUSABLE_SIGNATURE, "RSAHEADER", "md5");
    assertThat(rpmKeys("rsa").provesBySignature(rpm)).isTrue();
  }

  @Test
  void unsignedPackageIsRefused() throws IOException {
    assertRefused(judged(gpg.keyring("rsa")), FindingKind.NO_PROOF, "the package has no signature");
    assertThat(rpmKeys("rsa").signatures(rpm)).isEmpty();
  }

  @Test
  void strippedSignatureIsNoSignature() throws IOException {
    gpg.signPackage("rsa", rpm);
    Tools.run("rpmsign", "--delsign", rpm).succeeded();

    assertRefused(judged(gpg.keyring("rsa")), FindingKind.NO_PROOF, "the package has no signature");
  }

  @Test
  void packageSignedByAnotherKeyIsRefused() throws IOException {
    gpg.signPackage("other", rpm);

    assertRefused(judged(gpg.keyring("rsa", "eddsa")), FindingKind.NO_PROOF, "RSAHEADER");
    assertThat(rpmKeys("rsa").signatures(rpm)).singleElement().asString().endsWith("NOKEY");
  }

  @Test
  void signatureOfAnotherPackageIsBad() throws IOException {
    RpmBytes other = hello().version("2.0");
    write(
        hello().signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, gpg.sign("rsa", headerOf(other)))));

    assertRefused(judged(gpg.keyring("rsa")), FindingKind.BAD_SIGNATURE, "RSAHEADER");
    assertThat(rpmKeys("rsa").signatures(rpm)).singleElement().asString().endsWith("BAD");
  }

  /** The digests in the signature header are made anew by who tampers. */
  @Test
  void headerChangedAfterSigningIsBad() throws IOException {
    byte[] signature = gpg.sign("rsa", headerOf(hello()));
    write(
        hello()
            .file("/usr/bin/backdoor", "#!/bin/sh\n")
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, signature)));

    assertRefused(judged(gpg.keyring("rsa")), FindingKind.BAD_SIGNATURE, "RSAHEADER");
    assertThat(rpmKeys("rsa").provesBySignature(rpm)).isFalse();
  }

  /**
   * Another time in the head of the gzip stream harms no file, and still is not what was signed.
   */
  @ParameterizedTest
  @EnumSource(value = ReadMode.class, names = "METADATA", mode = EnumSource.Mode.EXCLUDE)
  void payloadChangedAfterSigningIsBad(ReadMode mode) throws IOException {
    byte[] signature = gpg.sign("rsa", headerAndPayloadOf(hello()));
    RpmBytes signed =
        hello()
            .withoutSignatureTag(RpmTag.SIG_MD5)
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_PGP, signature));
    byte[] changed = signed.build();
    changed[signed.sections().payloadOffset() + GZIP_TIME] ^= 1;
    Files.write(rpm, changed);

    assertRefused(
        scan(rpm, require(Requirement.EITHER, gpg.keyring("rsa")), mode),
        FindingKind.BAD_SIGNATURE,
        "SIGPGP");
    assertThat(rpmKeys("rsa").provesBySignature(rpm)).isFalse();
  }

  @Test
  void badSignatureRefusesThePackageWhateverElseProvesIt() throws IOException {
    byte[] header = headerOf(hello());
    byte[] transplanted = gpg.sign("eddsa", headerOf(hello().version("2.0")));
    write(
        hello()
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, gpg.sign("rsa", header)))
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_DSA, transplanted)));

    Keyring both = gpg.keyring("rsa", "eddsa");
    assertRefused(judged(both), FindingKind.BAD_SIGNATURE, "DSAHEADER");
    assertRefused(
        scan(rpm, Judged.allowing(both), ReadMode.PAYLOAD), FindingKind.BAD_SIGNATURE, "DSAHEADER");
    assertRefused(
        scan(
            rpm,
            Optional.of(Judged.checksum(HashAlgorithm.SHA256, rpm)),
            new MetadataProof.Proved(gpg.fingerprint("rsa")),
            Judged.allowing(both),
            ReadMode.PAYLOAD),
        FindingKind.BAD_SIGNATURE,
        "DSAHEADER");
    assertThat(rpmKeys("rsa", "eddsa").provesBySignature(rpm)).isFalse();
  }

  /** More lenient than rpm, for which a signature by a key it does not have is a failure. */
  @Test
  void signatureOfAnUnknownKeyBesideAGoodOneCountsForNothing() throws IOException {
    byte[] header = headerOf(hello());
    write(
        hello()
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, gpg.sign("rsa", header)))
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_DSA, gpg.sign("eddsa", header))));

    assertProved("rsa", Scope.HEADER, ReadMode.PAYLOAD);
    assertProved("eddsa", Scope.HEADER, ReadMode.PAYLOAD);
    assertThat(rpmKeys("rsa").provesBySignature(rpm)).isFalse();
  }

  /** Stricter than rpm 4.18, which takes SHA-1. */
  @ParameterizedTest
  @EnumSource(value = ReadMode.class, names = "METADATA", mode = EnumSource.Mode.EXCLUDE)
  void signatureOverABrokenHashProvesNothing(ReadMode mode) throws IOException {
    gpg.signPackage("rsa", rpm, "--digest-algo", "SHA1", "--rpmv3");

    assertRefused(
        scan(rpm, require(Requirement.EITHER, gpg.keyring("rsa")), mode),
        FindingKind.UNUSABLE_SIGNATURE,
        "RSAHEADER",
        "SIGPGP");
    assertThat(rpmKeys("rsa").provesBySignature(rpm)).isTrue();
  }

  @Test
  void whereNothingIsAskedForNothingIsProved() throws IOException {
    gpg.signPackage("rsa", rpm);

    assertThat(proofOf(scan(rpm, TrustPolicy.none(), ReadMode.PAYLOAD))).isEqualTo(Proof.NONE);
    assertThat(proofOf(scan(rpm, Judged.allowing(gpg.keyring("other")), ReadMode.PAYLOAD)))
        .isEqualTo(Proof.NONE);
    assertThat(proofOf(scan(rpm, Judged.allowing(gpg.keyring("rsa")), ReadMode.PAYLOAD)).way())
        .isEqualTo(Proof.Way.PACKAGE_SIGNATURE);
  }

  @Test
  void withoutAnyKeyNothingIsProvedUnlessItIsAllowed() throws IOException {
    gpg.signPackage("rsa", rpm);

    assertRefused(judged(Keyring.EMPTY), FindingKind.NO_PROOF, "no proof by a pinned key");
  }
}
