package io.github.imaallowlist.rpm.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.StoredScans;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A cache in place of the packages, which are not read. */
final class StoredScansTest extends CachedScans {
  @Test
  void withoutReadingPackagesALackingEntryIsAFinding() throws Exception {
    Path one = write(rpm("one"));
    scan(described(one));
    PackageScanner only = scanner(TrustPolicy.none(), Optional.of(CacheUse.only(cache)));

    assertThat(kept(only.scan(described(one)))).isEqualTo(ScanOutcome.Kept.BEFORE);
    assertThat(Packages.scanned(only.scan(described(write(rpm("two"))))).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.NOT_IN_CACHE);
              assertThat(finding.file()).isEqualTo("two-1.0-1.noarch.rpm");
              assertThat(finding.detail()).contains("no entry");
            });
  }

  @Test
  void packagesOfACacheAreSelectedByTheirEntries() throws Exception {
    PackageScanner all =
        new PackageScanner(
            ReadMode.PAYLOAD,
            sha256(),
            new PackageSelection(Set.of(), List.of(), List.of(), false, true),
            TrustPolicy.none(),
            ImaKeyring.EMPTY,
            Optional.of(use));
    all.scan(described(write(rpm("one"))));
    all.scan(described(write(RpmBytes.named("two").source().file("two.spec", "Name: two\n"))));
    StoredScans stored = use.packages("cache", sha256(), ImaKeyring.EMPTY);
    PackageScanner only = scanner(TrustPolicy.none(), Optional.of(CacheUse.only(cache)));

    List<ScanOutcome> outcomes = new ArrayList<>();
    for (PackageRef ref : stored.list().packages()) {
      outcomes.add(only.scan(ref));
    }

    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.stream().filter(CachedScans::isFromCache)).hasSize(1);
    assertThat(outcomes.stream().filter(ScanOutcome.Deselected.class::isInstance)).hasSize(1);
    assertThat(
            stored.list().packages().stream().flatMap(ref -> PackageScanner.identify(ref).stream()))
        .extracting(PackageId::name)
        .containsExactlyInAnyOrder("one", "two");
    assertThat(stored.others()).isZero();
    assertThat(
            use.packages("cache", new TreeSet<>(List.of(HashAlgorithm.SHA512)), ImaKeyring.EMPTY))
        .returns(2L, StoredScans::others)
        .returns(List.of(), other -> other.list().packages());
  }
}
