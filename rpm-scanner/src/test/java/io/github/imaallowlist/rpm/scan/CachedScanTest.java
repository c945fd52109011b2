package io.github.imaallowlist.rpm.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.cache.StoredFile;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comes through the cache is what a scan without one gives, whoever is trusted. */
final class CachedScanTest extends CachedScans {
  private static final Path CORPUS = Path.of("../../shared/corpus");
  private static final Path HOSTILE = Path.of("src/test/resources/hostile");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final MetadataProof UNSIGNED = new MetadataProof.NotSigned();
  private static final MetadataProof SIGNED =
      new MetadataProof.Proved(
          new Fingerprint(HexFormat.of().parseHex("771B18D3D7BAA28734333C424344591E1964C5FC")));

  @Test
  void everyPackageGivesTheSameThroughTheCacheUnderEveryPolicy() throws Exception {
    List<Path> packages = new ArrayList<>(generated());
    packages.addAll(rpmsIn(CORPUS.resolve("rpm")));
    List<Path> hostile = rpmsIn(HOSTILE);
    for (int i = 0; i < hostile.size(); i += 10) {
      packages.add(hostile.get(i));
    }
    // Whoever scans first may have keys or not: entries are the same.
    for (int first : List.of(0, policies().size() - 1)) {
      long found = 0;
      for (Path rpm : packages) {
        scanner(policies().get(first), Optional.of(use)).scan(described(rpm), UNSIGNED);
      }
      for (TrustPolicy policy : policies()) {
        for (Path rpm : packages) {
          found += assertSame(policy, described(rpm), SIGNED);
          found += assertSame(policy, Packages.ref(rpm), UNSIGNED);
        }
      }
      assertThat(found).isGreaterThan(packages.size());
      clear();
    }
    assertThat(cache.counts().unusable()).isZero();
  }

  private int assertSame(TrustPolicy policy, PackageRef ref, MetadataProof metadata) {
    ScanOutcome fresh = scanner(policy, Optional.empty()).scan(ref, metadata);
    ScanOutcome cached = scanner(policy, Optional.of(use)).scan(ref, metadata);
    assertThat(said(cached)).as("%s, %s", ref, policy).isEqualTo(said(fresh));
    return isFromCache(cached) ? 1 : 0;
  }

  @Test
  void secondScanReadsNoPackageThatMetadataDescribes() throws Exception {
    Path rpm = write(rpm("one"));
    PackageRef ref = described(rpm);
    assertThat(kept(scan(ref))).isEqualTo(ScanOutcome.Kept.NOW);
    byte[] bytes = Files.readAllBytes(rpm);
    Arrays.fill(bytes, (byte) 0);
    Files.write(rpm, bytes);

    ScanOutcome second = scan(ref);

    assertThat(kept(second)).isEqualTo(ScanOutcome.Kept.BEFORE);
    assertThat(Packages.scanned(second).files()).hasSize(2);
    assertThat(cache.counts().found()).isEqualTo(1);
  }

  @Test
  void newPackageIsMoreWorkThanLargeOneInTheCache() throws Exception {
    PackageRef kept = described(write(rpm("kept")));
    PackageRef fresh = described(write(rpm("fresh")));
    scan(kept);
    PackageScanner scanner = scanner(TrustPolicy.none(), Optional.of(use));

    assertThat(scanner.workOf(fresh, 1000)).isEqualTo(1000);
    assertThat(scanner.workOf(kept, 10_000)).isPositive().isLessThan(1000);
    // It has to be read to be known.
    PackageRef undescribed = Packages.ref(write(rpm("kept")));
    assertThat(scanner.workOf(undescribed, 1000)).isEqualTo(1000);
    PackageScanner withoutCache = scanner(TrustPolicy.none(), Optional.empty());
    assertThat(withoutCache.workOf(kept, 1000)).isEqualTo(1000);
  }

  @Test
  void packageThatNoMetadataDescribesIsKnownByItsContent() throws Exception {
    Path rpm = write(rpm("one"));
    scan(Packages.ref(rpm));
    assertThat(kept(scan(Packages.ref(rpm)))).isEqualTo(ScanOutcome.Kept.BEFORE);
    Files.write(rpm, rpm("one").file("/usr/bin/more", "more").build());

    ScanOutcome changed = scan(Packages.ref(rpm));

    assertThat(kept(changed)).isEqualTo(ScanOutcome.Kept.NOW);
    assertThat(Packages.scanned(changed).files()).hasSize(3);
  }

  @Test
  void fileOfAnotherSizeIsReadAndFound() throws Exception {
    Path rpm = write(rpm("one"));
    PackageRef ref = described(rpm);
    scan(ref);
    Files.write(rpm, rpm("one").file("/usr/bin/more", "more").build());

    ScanOutcome changed = scan(Packages.ref(rpm, ref.size(), ref.checksum(), Optional.empty()));

    assertThat(Packages.scanned(changed).findings())
        .extracting(finding -> finding.kind())
        .contains(FindingKind.CHECKSUM_MISMATCH);
  }

  @Test
  void metadataThatLiesAboutSizeOrNameIsFoundWithAWarmCache() throws Exception {
    Path rpm = write(rpm("one"));
    PackageRef ref = described(rpm);
    scan(ref);
    PackageId other = new PackageId("other", OptionalInt.empty(), "1.0", "1", "noarch");

    assertThat(
            Packages.scanned(
                    scan(Packages.ref(rpm, OptionalLong.of(7), ref.checksum(), Optional.empty())))
                .findings())
        .isNotEmpty();
    assertThat(
            Packages.scanned(
                    scan(Packages.ref(rpm, ref.size(), ref.checksum(), Optional.of(other))))
                .findings())
        .extracting(finding -> finding.kind())
        .contains(FindingKind.METADATA_MISMATCH);
  }

  @Test
  void damagedEntryIsMadeAgain() throws Exception {
    PackageRef ref = described(write(rpm("one")));
    scan(ref);
    Path entry = cache.entries().get(0).file();
    byte[] bytes = Files.readAllBytes(entry);
    bytes[bytes.length / 2] ^= 1;
    Files.write(entry, bytes);

    ScanOutcome second = scan(ref);
    ScanOutcome third = scan(ref);

    assertThat(kept(second)).isEqualTo(ScanOutcome.Kept.NOW);
    assertThat(cache.counts().unusable()).isEqualTo(1);
    assertThat(cache.counts().examples().get(0)).contains(entry.toString(), "checksum");
    assertThat(kept(third)).isEqualTo(ScanOutcome.Kept.BEFORE);
    assertThat(said(third)).isEqualTo(said(second));
  }

  @Test
  void packageWithFindingsIsNotKept() throws Exception {
    Path rpm = write(rpm("one").alterCpio(bytes -> Arrays.copyOf(bytes, bytes.length / 2)));

    assertThat(Packages.scanned(scan(described(rpm))).findings()).isNotEmpty();
    assertThat(cache.entries()).isEmpty();
  }

  @Test
  void packageWithSignaturesThatAreNoneIsTakenWithoutKeysAndNotKept() throws Exception {
    Path rpm =
        write(
            rpm("one")
                .signatureTag(
                    HeaderEntry.binary(
                        RpmTag.SIG_RSA, "no packet".getBytes(StandardCharsets.US_ASCII))));

    ScanOutcome outcome = scan(described(rpm));

    assertThat(said(outcome))
        .isEqualTo(said(scanner(TrustPolicy.none(), Optional.empty()).scan(described(rpm))));
    assertThat(Packages.scanned(outcome).findings()).isEmpty();
    assertThat(cache.entries()).isEmpty();
  }

  @Test
  void resultsOfOtherAlgorithmsAreOtherEntries() throws Exception {
    PackageRef ref = described(write(rpm("one")));
    scan(ref);

    ScanOutcome both =
        scanner(TrustPolicy.none(), Optional.of(use), HashAlgorithm.SHA256, HashAlgorithm.SHA512)
            .scan(ref);

    assertThat(kept(both)).isEqualTo(ScanOutcome.Kept.NOW);
    assertThat(Packages.scanned(both).files().get(0).digests()).hasSize(2);
    assertThat(cache.entries()).hasSize(2);
    assertThat(kept(scan(ref))).isEqualTo(ScanOutcome.Kept.BEFORE);
  }

  @Test
  void entryUnderAnothersNameIsNotUsed() throws Exception {
    PackageRef one = described(write(rpm("one")));
    scan(one);
    Path entryOfOne = cache.entries().get(0).file();
    byte[] bytes = Files.readAllBytes(entryOfOne);
    PackageRef two = described(write(rpm("two")));
    scan(two);
    for (StoredFile entry : cache.entries()) {
      Files.write(entry.file(), bytes);
    }

    ScanOutcome scanned = scan(two);

    assertThat(Packages.scanned(scanned).id().orElseThrow().name()).isEqualTo("two");
    assertThat(kept(scanned)).isEqualTo(ScanOutcome.Kept.NOW);
    assertThat(cache.counts().examples()).singleElement().asString().contains("another package");
  }

  private List<Path> generated() throws IOException {
    List<Path> all = new ArrayList<>();
    all.add(write(rpm("plain")));
    all.add(write(rpm("empty-of-files").ghost("/var/log/ghost").directory("/etc/empty")));
    all.add(write(rpm("epoch").epoch(7).config("/etc/config", "x=1\n")));
    all.add(write(RpmBytes.named("sources").source().file("a.spec", "Name: a\n")));
    all.add(write(rpm("md5").digests(Digest.MD5)));
    all.add(write(rpm("links").symlink("/usr/lib64/l.so", "l.so.1").hardLinks("c", "/a", "/b")));
    all.add(
        write(
            rpm("bytes")
                .file(
                    new byte[] {'/', 'e', 't', 'c', '/', (byte) 0xe4},
                    io.github.imaallowlist.fixtures.Content.text("latin"))));
    all.add(
        write(
            RpmBytes.named("ima")
                .file("/usr/bin/a", "a")
                .file("/usr/bin/b", "b")
                .signatureTag(
                    HeaderEntry.strings(
                        RpmTag.SIG_FILE_SIGNATURES,
                        List.of("", "030204a598255400" + "04" + "01020304")))));
    return all;
  }

  private static List<Path> rpmsIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".rpm")).sorted().toList();
    }
  }

  private static List<TrustPolicy> policies() throws IOException {
    List<TrustPolicy> policies = new ArrayList<>();
    policies.add(TrustPolicy.none());
    policies.add(new TrustPolicy(Keyring.EMPTY, Requirement.EITHER, false, NOW));
    if (Files.isDirectory(CORPUS)) {
      for (String key : List.of("rpm.org-rsa-2048-test.pub", "alice-expired-subkey.asc")) {
        Keyring keyring = Keyring.read(List.of(CORPUS.resolve("keys").resolve(key)));
        for (Requirement requirement : Requirement.values()) {
          policies.add(new TrustPolicy(keyring, requirement, false, NOW));
        }
        policies.add(new TrustPolicy(keyring, Requirement.EITHER, true, NOW));
      }
    }
    return policies;
  }

  private void clear() throws IOException {
    for (StoredFile entry : cache.entries()) {
      Files.delete(entry.file());
    }
  }

  /** All that an outcome says, but whether it was kept. */
  private static List<Object> said(ScanOutcome outcome) {
    if (!(outcome instanceof ScanOutcome.Scanned scanned)) {
      return List.of(outcome);
    }
    ScannedPackage contents = scanned.contents();
    List<Object> all = new ArrayList<>();
    all.add(scanned.ref());
    all.add(scanned.proof());
    all.add(contents.id());
    all.add(List.copyOf(contents.files()));
    contents
        .links()
        .forEach(link -> all.add(link.path() + " " + HexFormat.of().formatHex(link.target())));
    all.add(contents.unmeasured());
    all.add(contents.headerAlgorithm());
    all.add(contents.signatures());
    all.add(contents.fileSignatures());
    all.add(contents.findings());
    return all;
  }
}
