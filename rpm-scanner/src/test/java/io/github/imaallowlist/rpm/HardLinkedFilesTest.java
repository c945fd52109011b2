package io.github.imaallowlist.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Content;
import io.github.imaallowlist.fixtures.CpioEntry;
import io.github.imaallowlist.fixtures.CpioFormat;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HardLinkedFilesTest {
  private static final String ONE = Digest.SHA256.hex(Content.text("one"));
  private static final String TWO = Digest.SHA256.hex(Content.text("two"));

  private static RpmBytes twoSets() {
    return RpmBytes.named("links")
        .hardLinks("one", "/a1", "/b1", "/c1")
        .hardLinks("two", "/a2", "/b2", "/c2");
  }

  private static Map<String, String> digests(RpmBytes rpm) throws IOException {
    ScannedPackage scanned = Scans.payload(rpm.build());
    assertThat(scanned.findings()).isEmpty();
    return Scans.digests(scanned, HashAlgorithm.SHA256);
  }

  private static final Map<String, String> EXPECTED =
      Map.of("/a1", ONE, "/b1", ONE, "/c1", ONE, "/a2", TWO, "/b2", TWO, "/c2", TWO);

  @ParameterizedTest
  @EnumSource(CpioFormat.class)
  void linksShareTheLastLinksContent(CpioFormat archive) throws IOException {
    assertThat(digests(twoSets().cpio(archive))).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @EnumSource(CpioFormat.class)
  void setsMayBeInterleavedInTheArchive(CpioFormat archive) throws IOException {
    RpmBytes interleaved =
        twoSets()
            .cpio(archive)
            .alterEntries(e -> List.of(e.get(0), e.get(3), e.get(1), e.get(4), e.get(2), e.get(5)));

    assertThat(digests(interleaved)).isEqualTo(EXPECTED);
  }

  @Test
  void contentMayComeFirstWhereNamesAndSizesAreInTheArchive() throws IOException {
    RpmBytes contentFirst =
        twoSets()
            .alterEntries(e -> List.of(e.get(2), e.get(0), e.get(1), e.get(5), e.get(4), e.get(3)));

    assertThat(digests(contentFirst)).isEqualTo(EXPECTED);
  }

  @Test
  void eachOfThemMayBringItsContent() throws IOException {
    RpmBytes all =
        RpmBytes.named("links")
            .hardLinks("one", "/a", "/b")
            .alterEntries(e -> List.of(e.get(0).containing(Content.text("one")), e.get(1)));

    assertThat(digests(all)).containsOnlyKeys("/a", "/b").containsValue(ONE);
  }

  @Test
  void setWithoutContentIsAFindingForEach() throws IOException {
    List<Finding> findings = findings(twoSets().alterEntries(e -> withoutContent(e, 2)));

    assertThat(findings)
        .hasSize(3)
        .allMatch(finding -> finding.kind() == FindingKind.MISSING_FROM_PAYLOAD)
        .extracting(finding -> finding.path().orElseThrow().toString())
        .containsExactly("/a1", "/b1", "/c1");
  }

  @Test
  void linkThatIsMissingIsAFinding() throws IOException {
    assertThat(findings(twoSets().alterEntries(e -> e.subList(1, e.size()))))
        .singleElement()
        .matches(finding -> finding.kind() == FindingKind.MISSING_FROM_PAYLOAD)
        .matches(finding -> finding.path().orElseThrow().toString().equals("/a1"));
  }

  @Test
  void wrongContentIsAFinding() throws IOException {
    RpmBytes other =
        twoSets()
            .alterEntries(
                e ->
                    List.of(
                        e.get(0),
                        e.get(1),
                        e.get(2).containing(Content.text("eno")),
                        e.get(3),
                        e.get(4),
                        e.get(5)));

    assertThat(findings(other))
        .anyMatch(
            finding ->
                finding.kind() == FindingKind.DIGEST_MISMATCH
                    && finding.path().orElseThrow().toString().equals("/c1"));
  }

  private static List<CpioEntry> withoutContent(List<CpioEntry> entries, int index) {
    List<CpioEntry> changed = new ArrayList<>(entries);
    changed.set(index, entries.get(index).containing(Content.EMPTY));
    return changed;
  }

  private static List<Finding> findings(RpmBytes rpm) throws IOException {
    ScannedPackage scanned = Scans.payload(rpm.build());
    assertThat(scanned.files()).isEmpty();
    return scanned.findings();
  }
}
