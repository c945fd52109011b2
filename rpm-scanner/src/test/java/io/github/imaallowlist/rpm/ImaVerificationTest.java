package io.github.imaallowlist.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.ImaSigner;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.rpm.imasignature.ImaKey;
import io.github.imaallowlist.rpm.imasignature.ImaKeyFile;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IMA signatures against certificates; whoever signs here is evmctl, and it verifies too. */
@RequiresTool({"evmctl", "openssl"})
final class ImaVerificationTest {
  @TempDir private static Path keys;
  private static ImaSigner signer;
  private static ImaSigner other;

  @TempDir private Path work;

  @BeforeAll
  static void makeKeys() {
    signer = ImaSigner.rsa(keys, "signer");
    other = ImaSigner.rsa(keys, "other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "P-256", "P-384", "P-521"})
  void signatureOfAGivenCertificateIsGood(String kind) throws IOException {
    ImaSigner by = kind.equals("RSA") ? signer : ImaSigner.ec(work, kind, kind);
    String signature = by.sign("content");

    ScannedPackage scanned = scan(ReadMode.PAYLOAD, rpm(signature), by);

    assertThat(scanned.findings()).isEmpty();
    assertThat(scanned.fileSignatures().good().byKey())
        .isEqualTo(
            new TreeMap<>(Map.of(ImaKeyFile.readCertificates(by.certificate()).get(0).id(), 1L)));
    assertThat(scanned.fileSignatures().files()).isEqualTo(1);
    assertThat(scan(ReadMode.HEADERS, rpm(signature), by).fileSignatures())
        .isEqualTo(scanned.fileSignatures());
    assertThat(evmctlVerifies(by, signature, "content")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "P-256"})
  void signatureOverAnotherContentIsAFinding(String kind) throws IOException {
    ImaSigner by = kind.equals("RSA") ? signer : ImaSigner.ec(work, kind, kind);
    String signature = by.sign("another content");

    ScannedPackage scanned = scan(ReadMode.PAYLOAD, rpm(signature), by);

    assertThat(scanned.files()).isEmpty();
    assertThat(scanned.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.BAD_FILE_SIGNATURE);
              assertThat(finding.path().orElseThrow()).hasToString("/usr/bin/signed");
              assertThat(finding.detail())
                  .contains(
                      "not over this content",
                      "sha256:" + Digest.SHA256.hex("content".getBytes(StandardCharsets.UTF_8)));
            });
    assertThat(scan(ReadMode.HEADERS, rpm(signature), by).findings()).hasSize(1);
    assertThat(evmctlVerifies(by, signature, "content")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "P-256"})
  void everyChangedByteOfASignatureMakesItBad(String kind) throws IOException {
    ImaSigner by = kind.equals("RSA") ? signer : ImaSigner.ec(work, kind, kind);
    byte[] attribute = HexFormat.of().parseHex(by.sign("content"));
    for (int i = 9; i < attribute.length; i += 7) {
      byte[] changed = attribute.clone();
      changed[i] ^= 1;

      assertThat(scan(ReadMode.PAYLOAD, rpm(HexFormat.of().formatHex(changed)), by).findings())
          .as("byte %d", i)
          .hasSize(1);
    }
  }

  @Test
  void lengthenedAndShortenedSignaturesAreBad() throws IOException {
    byte[] attribute = HexFormat.of().parseHex(signer.sign("content"));

    for (int length : List.of(attribute.length - 1, attribute.length + 1, 10)) {
      byte[] changed = Arrays.copyOf(attribute, length);
      changed[7] = (byte) ((length - 9) >> 8);
      changed[8] = (byte) (length - 9);
      assertThat(scan(ReadMode.PAYLOAD, rpm(HexFormat.of().formatHex(changed)), signer).findings())
          .extracting(finding -> finding.kind())
          .containsExactly(FindingKind.BAD_FILE_SIGNATURE);
    }
  }

  @Test
  void signatureThatClaimsAnothersKeyIsBad() throws IOException {
    String forged =
        signer.sign("content").substring(0, 6)
            + ImaKeyFile.readCertificates(other.certificate()).get(0).id()
            + signer.sign("content").substring(14);

    assertThat(scan(ReadMode.PAYLOAD, rpm(forged), other).findings()).hasSize(1);
  }

  @Test
  void signatureByAnotherKeyIsCountedAndNoFinding() throws IOException {
    ScannedPackage scanned = scan(ReadMode.PAYLOAD, rpm(signer.sign("whatever")), other);

    assertThat(scanned.findings()).isEmpty();
    assertThat(scanned.fileSignatures().unknownKey().total()).isEqualTo(1);
    assertThat(scanned.fileSignatures().good().total()).isZero();
    assertThat(scanned.files()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"SHA224", "SHA384", "SHA512"})
  void digestThatOnlyTheSignatureNeedsIsComputedAndNotListed(Digest algorithm) throws IOException {
    byte[] rpm = rpm(signer.sign(algorithm, "content"));

    ScannedPackage scanned = scan(ReadMode.PAYLOAD, rpm, signer);

    assertThat(scanned.fileSignatures().good().total()).isEqualTo(1);
    assertThat(scanned.files())
        .flatExtracting(MeasuredFile::digests)
        .extracting(FileDigest::algorithm)
        .containsOnly(HashAlgorithm.SHA256);
    assertThat(scan(ReadMode.PAYLOAD, rpm(signer.sign(algorithm, "other")), signer).findings())
        .hasSize(1);
  }

  @Test
  void digestThatHeadersDoNotHaveLeavesASignatureUnverified() throws IOException {
    byte[] rpm = rpm(signer.sign(Digest.SHA512, "another content"));

    assertThat(scan(ReadMode.HEADERS, rpm, signer).fileSignatures())
        .returns(1L, FileSignatureCounts::notVerifiable)
        .returns(1L, FileSignatureCounts::files);
    assertThat(scan(ReadMode.PAYLOAD, rpm, signer).findings()).hasSize(1);
  }

  @Test
  void sha1IsVerifiedAndCountedApart() throws IOException {
    assertThat(
            scan(ReadMode.PAYLOAD, rpm(signer.sign(Digest.SHA1, "content")), signer)
                .fileSignatures())
        .returns(1L, FileSignatureCounts::weak)
        .returns(1L, FileSignatureCounts::files);
    assertThat(scan(ReadMode.PAYLOAD, rpm(signer.sign(Digest.SHA1, "other")), signer).findings())
        .hasSize(1);
  }

  @Test
  void keyIdIsThatOfTheCertificateWhereItHasOne() throws IOException {
    ImaSigner named =
        ImaSigner.make(
            work, "named", "-newkey", "rsa:2048", "-addext", "subjectKeyIdentifier=0102deadbeef");
    String signature = named.sign("content");

    assertThat(signature).startsWith("030204deadbeef");
    assertThat(scan(ReadMode.PAYLOAD, rpm(signature), named).fileSignatures().good().total())
        .isEqualTo(1);
  }

  @Test
  void hardLinkedFilesAreEachHeldAgainstTheSharedContent() throws IOException {
    byte[] rpm =
        RpmBytes.named("links")
            .hardLinks("content", "/usr/bin/a", "/usr/bin/b")
            .signatureTag(
                HeaderEntry.strings(
                    RpmTag.SIG_FILE_SIGNATURES,
                    List.of(signer.sign("content"), signer.sign("other"))))
            .build();

    assertThat(scan(ReadMode.PAYLOAD, rpm, signer).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.path().orElseThrow()).hasToString("/usr/bin/b"));
  }

  private static byte[] rpm(String signature) {
    return RpmBytes.named("signed")
        .file("/usr/bin/plain", "plain")
        .symlink("/usr/bin/link", "plain")
        .file("/usr/bin/signed", "content")
        .signatureTag(HeaderEntry.strings(RpmTag.SIG_FILE_SIGNATURES, List.of("", "", signature)))
        .build();
  }

  private static ScannedPackage scan(ReadMode mode, byte[] rpm, ImaSigner... trusted)
      throws IOException {
    List<ImaKey> keys = new ArrayList<>();
    for (ImaSigner one : trusted) {
      keys.addAll(ImaKeyFile.readCertificates(one.certificate()));
    }
    RpmInput in = new RpmInput(new ByteArrayInputStream(rpm), "test.rpm");
    PackageReader reader =
        new PackageReader(mode, new TreeSet<>(List.of(HashAlgorithm.SHA256)), new ImaKeyring(keys));
    return reader.read(in, PackageHeaders.read(in), new FindingLog("test.rpm"));
  }

  private boolean evmctlVerifies(ImaSigner by, String signature, String content)
      throws IOException {
    Path file = Files.writeString(work.resolve("file"), content);
    Files.write(work.resolve("file.sig"), HexFormat.of().parseHex(signature));
    return Tools.run("evmctl", "ima_verify", "--sigfile", "--key", by.derCertificate(), file)
            .exitCode()
        == 0;
  }
}
