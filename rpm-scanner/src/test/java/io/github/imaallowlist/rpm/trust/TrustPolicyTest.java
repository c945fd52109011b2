package io.github.imaallowlist.rpm.trust;

import static io.github.imaallowlist.rpm.trust.Judged.assertRefused;
import static io.github.imaallowlist.rpm.trust.Judged.proofOf;
import static io.github.imaallowlist.rpm.trust.Judged.require;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import io.github.imaallowlist.rpm.signature.SignatureSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules: what is required, and what there is. */
@RequiresTool({"gpg", "rpmsign"})
final class TrustPolicyTest {
  private static final MetadataProof NOT_SIGNED = new MetadataProof.NotSigned();
  private static final MetadataProof NOT_PROVED =
      new MetadataProof.NotProved(List.of("by a stranger"));
  private static final MetadataProof TAMPERED = new MetadataProof.Tampered("over other bytes");

  @TempDir private static Path folder;
  private static GpgHome gpg;
  private static Keyring keyring;
  private static Path signed;
  private static Path unsigned;

  @BeforeAll
  static void makePackages() throws IOException {
    gpg = GpgHome.create().key("one", "ed25519", "never");
    keyring = gpg.keyring("one");
    unsigned = RpmBytes.named("unsigned").executable("/usr/bin/it", "#!/bin/sh\n").writeTo(folder);
    signed = RpmBytes.named("signed").executable("/usr/bin/it", "#!/bin/sh\n").writeTo(folder);
    gpg.signPackage("one", signed);
  }

  @AfterAll
  static void killAgent() {
    gpg.close();
  }

  private static MetadataProof proved() {
    return new MetadataProof.Proved(gpg.fingerprint("one"));
  }

  private static ScanOutcome.Scanned scan(
      boolean packageSigned, HashAlgorithm checksum, MetadataProof metadata, TrustPolicy trust)
      throws IOException {
    Path rpm = packageSigned ? signed : unsigned;
    Optional<FileDigest> expected = Optional.of(Judged.checksum(checksum, rpm));
    return Judged.scan(rpm, expected, metadata, trust, ReadMode.HEADERS);
  }

  @ParameterizedTest
  @CsvSource({
    "EITHER,   false, false, none",
    "EITHER,   true,  false, package-signature",
    "EITHER,   false, true,  metadata-signature",
    "EITHER,   true,  true,  package-and-metadata-signatures",
    "PACKAGES, false, false, none",
    "PACKAGES, true,  false, package-signature",
    "PACKAGES, false, true,  none",
    "PACKAGES, true,  true,  package-and-metadata-signatures",
    "METADATA, false, false, none",
    "METADATA, true,  false, none",
    "METADATA, false, true,  metadata-signature",
    "METADATA, true,  true,  package-and-metadata-signatures",
    "BOTH,     false, false, none",
    "BOTH,     true,  false, none",
    "BOTH,     false, true,  none",
    "BOTH,     true,  true,  package-and-metadata-signatures",
  })
  void packageIsTakenIfWhatIsRequiredIsSigned(
      Requirement requirement, boolean packageSigned, boolean metadataSigned, String way)
      throws IOException {
    ScanOutcome.Scanned scanned =
        scan(
            packageSigned,
            HashAlgorithm.SHA256,
            metadataSigned ? proved() : NOT_PROVED,
            require(requirement, keyring));

    assertThat(scanned.proof().way()).hasToString(way);
    if (way.equals("none")) {
      assertRefused(scanned, FindingKind.NO_PROOF, "no proof by a pinned key");
    } else {
      assertThat(scanned.contents().findings()).isEmpty();
      assertThat(scanned.contents().files()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Requirement.class)
  void allowingTheUnsignedTakesAllAndStillTellsTheProof(Requirement requirement)
      throws IOException {
    TrustPolicy lenient = new TrustPolicy(keyring, requirement, true, Judged.NOW);

    assertThat(proofOf(scan(false, HashAlgorithm.SHA256, NOT_SIGNED, lenient)))
        .isEqualTo(Proof.NONE);
    assertThat(proofOf(scan(true, HashAlgorithm.SHA256, NOT_SIGNED, lenient)).way())
        .isEqualTo(Proof.Way.PACKAGE_SIGNATURE);
    assertThat(proofOf(scan(false, HashAlgorithm.SHA256, proved(), lenient)).way())
        .isEqualTo(Proof.Way.METADATA_SIGNATURE);
  }

  @Test
  void metadataProvesNothingThroughABrokenChecksum() throws IOException {
    assertRefused(
        scan(false, HashAlgorithm.SHA1, proved(), require(Requirement.EITHER, keyring)),
        FindingKind.NO_PROOF,
        "checksum");
  }

  @Test
  void metadataProvesNothingOfAPackageThatItHasNoChecksumOf() throws IOException {
    assertRefused(
        Judged.scan(
            unsigned,
            Optional.empty(),
            proved(),
            require(Requirement.EITHER, keyring),
            ReadMode.PAYLOAD),
        FindingKind.NO_PROOF,
        "checksum");
  }

  @ParameterizedTest
  @EnumSource(Requirement.class)
  void tamperedMetadataRefusesEverySignedPackageToo(Requirement requirement) throws IOException {
    for (boolean allowUnsigned : new boolean[] {true, false}) {
      TrustPolicy policy = new TrustPolicy(keyring, requirement, allowUnsigned, Judged.NOW);
      ScanOutcome.Scanned scanned = scan(true, HashAlgorithm.SHA256, TAMPERED, policy);

      assertThat(scanned.contents().findings())
          .anyMatch(finding -> finding.kind() == FindingKind.BAD_SIGNATURE);
      assertThat(scanned.contents().files()).isEmpty();
      assertThatThrownBy(() -> policy.requireMetadata("repo", TAMPERED))
          .isInstanceOfSatisfying(
              AllowlistException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST))
          .hasMessageContainingAll("repo", "over other bytes");
    }
  }

  static Stream<Arguments> unproved() {
    return Stream.of(
        Arguments.of(NOT_SIGNED, "repomd.xml.asc"), Arguments.of(NOT_PROVED, "by a stranger"));
  }

  @ParameterizedTest
  @MethodSource("unproved")
  void unprovedMetadataEndsTheRunWhereItIsRequired(MetadataProof metadata, String reason) {
    for (Requirement requirement : List.of(Requirement.METADATA, Requirement.BOTH)) {
      assertThatThrownBy(() -> require(requirement, keyring).requireMetadata("repo", metadata))
          .isInstanceOfSatisfying(
              AllowlistException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST))
          .hasMessageContainingAll("repo", reason);
      TrustPolicy lenient = new TrustPolicy(keyring, requirement, true, Judged.NOW);
      assertThatCode(() -> lenient.requireMetadata("repo", metadata)).doesNotThrowAnyException();
    }
    for (Requirement requirement : List.of(Requirement.EITHER, Requirement.PACKAGES)) {
      assertThatCode(() -> require(requirement, keyring).requireMetadata("repo", metadata))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource(Requirement.class)
  void provedMetadataPasses(Requirement requirement) {
    assertThatCode(() -> require(requirement, keyring).requireMetadata("repo", proved()))
        .doesNotThrowAnyException();
  }

  @Test
  void withoutKeysNoSignatureIsEvenRead() {
    assertThat(TrustPolicy.none().signatures(ReadMode.PAYLOAD)).isEqualTo(SignatureSelection.NONE);
    assertThat(require(Requirement.BOTH, Keyring.EMPTY).signatures(ReadMode.HEADERS))
        .isEqualTo(SignatureSelection.NONE);
    assertThat(require(Requirement.BOTH, keyring).signatures(ReadMode.HEADERS))
        .isEqualTo(SignatureSelection.HEADER_FIRST);
    assertThat(require(Requirement.METADATA, keyring).signatures(ReadMode.PAYLOAD))
        .isEqualTo(SignatureSelection.ALL);
  }

  @Test
  void namesAreThoseThatUsersGive() {
    assertThat(Requirement.values())
        .extracting(Requirement::toString)
        .containsExactly("either", "packages", "metadata", "both");
  }

  @Test
  void trustFindingsAreToldFromOthers() {
    assertThat(Stream.of(FindingKind.values()).filter(FindingKind::isTrust))
        .containsExactly(
            FindingKind.NO_PROOF, FindingKind.UNUSABLE_SIGNATURE, FindingKind.BAD_SIGNATURE);
  }

  @Test
  void proofNamesBothSigners() throws IOException {
    Fingerprint one = gpg.fingerprint("one");

    Proof proof =
        proofOf(scan(true, HashAlgorithm.SHA512, proved(), require(Requirement.BOTH, keyring)));

    assertThat(proof.packageSignature().orElseThrow().signer()).isEqualTo(one);
    assertThat(proof.metadataSigner()).contains(one);
  }
}
