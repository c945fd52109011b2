package io.github.imaallowlist.rpm.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.imaallowlist.fixtures.hostile.HostileRpm.Expected;
import io.github.imaallowlist.fixtures.hostile.HostileRpms;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of bad data ends as its {@code about.txt} says, and gives nothing to an allowlist.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class HostilePackagesTest {
  private static final Path CATALOGUE = Path.of("src/test/resources/hostile");

  /** Ten times what a decoder with its buffers and a small dictionary takes. */
  private static final long ALLOCATED_LIMIT = 16 << 20;

  private static final Set<FindingKind> UNREADABLE =
      EnumSet.of(
          FindingKind.MALFORMED_PACKAGE,
          FindingKind.LIMIT_EXCEEDED,
          FindingKind.UNSUPPORTED_PACKAGE,
          FindingKind.UNREADABLE_PACKAGE);

  static Stream<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(CATALOGUE)) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void endsAsDeclaredAndNamesThePlace(Path folder) throws IOException {
    ScannedPackage scanned = scan(folder, ReadMode.PAYLOAD);

    assertThat(scanned.files()).isEmpty();
    assertThat(scanned.links()).isEmpty();
    assertThat(scanned.findings())
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.file()).isEqualTo(HostileRpms.PACKAGE_FILE))
        .allSatisfy(finding -> assertThat(finding.detail()).doesNotContain("null").isNotBlank())
        .anySatisfy(finding -> assertThat(finding).matches(of(expected(folder)), "is as declared"));
  }

  /** A broken file is told by an offset in it or in its payload, all else by the path. */
  @ParameterizedTest
  @MethodSource("folders")
  void firstFindingSaysWhereItIs(Path folder) throws IOException {
    Finding first = scan(folder, ReadMode.PAYLOAD).findings().get(0);

    if (UNREADABLE.contains(first.kind())) {
      assertThat(first.detail()).containsPattern("^at byte [0-9]+|^the payload has ");
    } else {
      assertThat(first.path().map(Object::toString).orElse(first.detail())).contains("/");
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void allocatesByWhatIsThereAndNotByWhatIsAnnounced(Path folder) throws IOException {
    ScannedPackage warmUp = scan(folder, ReadMode.PAYLOAD);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    ScannedPackage scanned = scan(folder, ReadMode.PAYLOAD);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;

    assertThat(allocated).isLessThan(ALLOCATED_LIMIT);
    assertThat(scanned.findings()).isEqualTo(warmUp.findings());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void readingHeadersAloneEndsInFilesOrFindings(Path folder) throws IOException {
    ScannedPackage scanned = scan(folder, ReadMode.HEADERS);

    assertThat(scanned.files().isEmpty()).isNotEqualTo(scanned.findings().isEmpty());
    assertThat(scanned.findings())
        .noneMatch(finding -> finding.kind() == FindingKind.UNREADABLE_PACKAGE);
  }

  private static ScannedPackage scan(Path folder, ReadMode mode) throws IOException {
    Path file = folder.resolve(HostileRpms.PACKAGE_FILE);
    return Packages.scanned(Packages.scanner(mode, HashAlgorithm.SHA256).scan(Packages.ref(file)));
  }

  private static Expected expected(Path folder) throws IOException {
    return Expected.valueOf(Files.readAllLines(folder.resolve(HostileRpms.ABOUT_FILE)).get(0));
  }

  private static Predicate<Finding> of(Expected expected) {
    return switch (expected) {
      case MALFORMED -> finding -> finding.kind() == FindingKind.MALFORMED_PACKAGE;
      case LIMIT -> finding -> finding.kind() == FindingKind.LIMIT_EXCEEDED;
      case UNSUPPORTED -> finding -> finding.kind() == FindingKind.UNSUPPORTED_PACKAGE;
      case FINDING -> finding -> !UNREADABLE.contains(finding.kind());
    };
  }
}
