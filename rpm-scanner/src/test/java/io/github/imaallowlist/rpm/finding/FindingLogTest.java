package io.github.imaallowlist.rpm.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.header.RpmLimits;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class FindingLogTest {
  private static final PackageId ID = new PackageId("a", OptionalInt.empty(), "1", "1", "noarch");

  private final FindingLog log = new FindingLog("a.rpm");

  @Test
  void findingsBeyondTheLimitAreCountedAndTheErrorStaysAmongThose() {
    for (int i = 0; i < RpmLimits.FINDINGS_PER_PACKAGE + 7; i++) {
      log.add(FindingKind.NOT_IN_HEADER, FilePath.of("/" + i), "more");
    }
    log.add(new LimitExceededException("a.rpm", 5, "too much"));
    List<Finding> findings = log.toList();

    assertThat(findings).hasSize(RpmLimits.FINDINGS_PER_PACKAGE + 2);
    assertThat(findings)
        .filteredOn(finding -> finding.kind() == FindingKind.LIMIT_EXCEEDED)
        .extracting(Finding::detail)
        .contains("at byte 5: too much");
    assertThat(findings.get(findings.size() - 1).detail())
        .isEqualTo("and 7 findings more in this package");
  }

  @Test
  void errorsBecomeFindingsOfTheirKind() {
    log.add(new MalformedInputException("a.rpm", MalformedInputException.NO_OFFSET, "bad"));
    log.identify(ID);
    log.add(new UnsupportedInputException("a.rpm", 3, "new"));

    assertThat(log.toList())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.MALFORMED_PACKAGE, FindingKind.UNSUPPORTED_PACKAGE);
    assertThat(log.toList()).extracting(Finding::detail).containsExactly("bad", "at byte 3: new");
    assertThat(log.toList().get(0).packageId()).isEmpty();
    assertThat(log.toList().get(1).packageId()).contains(ID);
  }

  @Test
  void findingsAreOrderedByFilePathAndKind() {
    log.add(FindingKind.SIZE_MISMATCH, FilePath.of("/b"), "x");
    log.add(FindingKind.NO_DIGEST, FilePath.of("/a"), "x");
    log.add(FindingKind.DIGEST_MISMATCH, FilePath.of("/a"), "x");

    assertThat(log.toList().stream().sorted())
        .extracting(Finding::kind)
        .containsExactly(
            FindingKind.DIGEST_MISMATCH, FindingKind.NO_DIGEST, FindingKind.SIZE_MISMATCH);
  }

  @Test
  void eachKindHasARemedyAndANameForTheOutput() {
    assertThat(FindingKind.values())
        .allMatch(kind -> !kind.remedy().isBlank() && kind.toString().matches("[a-z-]+"));
  }
}
