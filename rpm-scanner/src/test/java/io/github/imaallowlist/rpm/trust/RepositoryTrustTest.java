package io.github.imaallowlist.rpm.trust;

import static io.github.imaallowlist.rpm.trust.Judged.require;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.PackageSource;
import io.github.imaallowlist.rpm.repository.Sources;
import io.github.imaallowlist.rpm.scan.PackageScanner;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The chain from a pinned key over createrepo_c's metadata to unsigned packages, and attacks. */
@RequiresTool({"gpg", "createrepo_c"})
final class RepositoryTrustTest {
  private static GpgHome gpg;
  private static Keyring pinned;

  @TempDir private Path folder;

  @BeforeAll
  static void makeKeys() throws IOException {
    gpg = GpgHome.create().key("publisher", "ed25519", "never").key("other", "ed25519", "never");
    pinned = gpg.keyring("publisher");
  }

  @AfterAll
  static void killAgent() {
    gpg.close();
  }

  @BeforeEach
  void publish() throws IOException {
    hello("1.0").writeTo(folder);
    BuiltRepository.createRepodata(folder);
    sign("publisher", "--armor");
  }

  private static RpmBytes hello(String version) {
    return RpmBytes.named("hello").version(version).executable("/usr/bin/hello", version + "\n");
  }

  private Path repomd() {
    return folder.resolve("repodata/repomd.xml");
  }

  private Path signature() {
    return folder.resolve("repodata/repomd.xml.asc");
  }

  private void sign(String key, String... options) throws IOException {
    Files.write(signature(), gpg.sign(key, Files.readAllBytes(repomd()), options));
  }

  private PackageSource open() throws Exception {
    return Sources.open(folder);
  }

  private MetadataProof proof() throws Exception {
    return open().metadataProof(pinned, Judged.NOW);
  }

  private ScanOutcome.Scanned scan(Requirement requirement, ReadMode mode) throws Exception {
    PackageSource source = open();
    PackageRef ref = source.list().packages().get(0);
    PackageScanner scanner =
        new PackageScanner(
            mode,
            new TreeSet<>(Set.of(HashAlgorithm.SHA256)),
            PackageSelection.everything(),
            require(requirement, pinned));
    return (ScanOutcome.Scanned) scanner.scan(ref, source.metadataProof(pinned, Judged.NOW));
  }

  @ParameterizedTest
  @EnumSource(value = ReadMode.class, names = "METADATA", mode = EnumSource.Mode.EXCLUDE)
  void unsignedPackageOfSignedMetadataIsProved(ReadMode mode) throws Exception {
    ScanOutcome.Scanned scanned = scan(Requirement.METADATA, mode);

    assertThat(scanned.contents().findings()).isEmpty();
    assertThat(scanned.proof().way()).isEqualTo(Proof.Way.METADATA_SIGNATURE);
    assertThat(scanned.proof().metadataSigner()).contains(gpg.fingerprint("publisher"));
  }

  @Test
  void binarySignatureCountsAsWell() throws Exception {
    sign("publisher");

    assertThat(proof()).isEqualTo(new MetadataProof.Proved(gpg.fingerprint("publisher")));
  }

  @Test
  void strippedSignatureIsNoProof() throws Exception {
    Files.delete(signature());

    assertThat(proof()).isEqualTo(new MetadataProof.NotSigned());
    assertThat(scan(Requirement.EITHER, ReadMode.PAYLOAD).contents().findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.NO_PROOF);
  }

  @Test
  void metadataSignedAnewByAnotherKeyIsNoProof() throws Exception {
    sign("other", "--armor");

    assertThat(proof()).isInstanceOf(MetadataProof.NotProved.class);
    assertThat(scan(Requirement.EITHER, ReadMode.PAYLOAD).contents().findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.NO_PROOF);
  }

  @Test
  void keyBesideTheMetadataIsNoPin() throws Exception {
    sign("other", "--armor");
    Files.write(folder.resolve("repodata/repomd.xml.key"), gpg.publicKey("other"));

    assertThat(proof()).isInstanceOf(MetadataProof.NotProved.class);
  }

  @Test
  void metadataMadeAnewUnderAnOldSignatureIsTamperedWith() throws Exception {
    byte[] old = Files.readAllBytes(signature());
    hello("2.0").writeTo(folder);
    BuiltRepository.createRepodata(folder, "--revision", "2");
    Files.write(signature(), old);

    assertThat(proof()).isInstanceOf(MetadataProof.Tampered.class);
    assertThat(scan(Requirement.EITHER, ReadMode.PAYLOAD).contents().findings())
        .extracting(Finding::kind)
        .contains(FindingKind.BAD_SIGNATURE);
  }

  @ParameterizedTest
  @EnumSource(value = ReadMode.class, names = "METADATA", mode = EnumSource.Mode.EXCLUDE)
  void swappedPackageIsNotWhatTheSignedMetadataListed(ReadMode mode) throws Exception {
    byte[] other = hello("1.0").file("/usr/bin/backdoor", "evil\n").build();
    Files.write(folder.resolve(hello("1.0").fileName()), other);

    ScanOutcome.Scanned scanned = scan(Requirement.METADATA, mode);

    assertThat(scanned.contents().files()).isEmpty();
    assertThat(scanned.contents().findings())
        .extracting(Finding::kind)
        .contains(FindingKind.CHECKSUM_MISMATCH);
  }

  @Test
  void swappedPrimaryIsNotWhatTheSignedRepomdListed() throws Exception {
    Path other = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-other"));
    hello("6.6").writeTo(other);
    BuiltRepository.createRepodata(other, "--simple-md-filenames");
    BuiltRepository.createRepodata(folder, "--simple-md-filenames");
    sign("publisher", "--armor");
    for (String name : new String[] {"primary.xml.gz", "primary.xml.zst"}) {
      Path swapped = other.resolve("repodata").resolve(name);
      if (Files.exists(swapped)) {
        Files.write(folder.resolve("repodata").resolve(name), Files.readAllBytes(swapped));
      }
    }

    assertThat(proof()).isInstanceOf(MetadataProof.Proved.class);
    assertThatThrownBy(() -> open().list()).hasMessageContaining("primary.xml");
  }

  @Test
  void signatureIsBoundedBeforeItIsRead() throws IOException {
    Files.write(signature(), new byte[SignedRepomd.SIGNATURE_BYTES + 1]);

    assertThatThrownBy(this::open)
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("repomd.xml.asc");
  }

  @Test
  void packageWithoutMetadataIsNotSigned() throws Exception {
    Path rpm = folder.resolve(hello("1.0").fileName());

    assertThat(Sources.open(rpm).metadataProof(pinned, Judged.NOW))
        .isEqualTo(new MetadataProof.NotSigned());
  }
}
