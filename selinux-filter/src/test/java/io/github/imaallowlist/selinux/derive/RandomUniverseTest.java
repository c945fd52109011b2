package io.github.imaallowlist.selinux.derive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.ima.evaluate.Decision.Outcome;
import io.github.imaallowlist.ima.evaluate.Evaluation;
import io.github.imaallowlist.ima.evaluate.FileSystemFacts;
import io.github.imaallowlist.ima.evaluate.Ids;
import io.github.imaallowlist.ima.evaluate.ImaEvent;
import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.analysis.TypeClass;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Policies for made-up types, held against the profiles as users read of them. */
class RandomUniverseTest {
  private static final int ROUNDS = 60;

  private final Random random = new Random(20221101);

  @Test
  void eachLabelThatOccursIsMeasuredAsItsProfileSays() throws AllowlistException {
    for (int round = 0; round < ROUNDS; round++) {
      SmallPolicy small = randomPolicy();
      for (Profile profile : Profile.values()) {
        DerivedPolicy derived = small.derive(small.settings(profile, "6.1", 1000));
        assertThat(derived.measuredForBudget()).isEmpty();
        for (TypeReport report : small.reports()) {
          if (small.occurring().files().containsKey(report.type())) {
            assertReading(derived, profile, report);
          }
        }
      }
    }
  }

  @Test
  void aBudgetOnlyEverAddsToWhatIsMeasured() throws AllowlistException {
    for (int round = 0; round < ROUNDS; round++) {
      SmallPolicy small = randomPolicy();
      for (Profile profile : Profile.values()) {
        int budget = 1 + random.nextInt(20);
        DerivedPolicy derived = small.derive(small.settings(profile, "6.1", budget));
        Set<String> more =
            derived.measuredForBudget().stream().map(LabelNote::type).collect(Collectors.toSet());

        assertThat(derived.labelRules()).isLessThanOrEqualTo(budget);
        for (TypeReport report : small.reports()) {
          if (!small.occurring().files().containsKey(report.type())) {
            continue;
          }
          if (!more.contains(report.type())) {
            assertReading(derived, profile, report);
          } else if (intended(profile, report, true)) {
            assertThat(read(derived, report.type(), 0)).isEqualTo(Outcome.MEASURED);
          }
        }
      }
    }
  }

  private static void assertReading(DerivedPolicy derived, Profile profile, TypeReport report) {
    for (int uid : new int[] {0, 1000}) {
      assertThat(read(derived, report.type(), uid))
          .as("%s: %s read by %d", profile, report, uid)
          .isEqualTo(intended(profile, report, uid == 0) ? Outcome.MEASURED : Outcome.NOT_MEASURED);
    }
  }

  /** The profiles in other words than those of ReadIntent. */
  private static boolean intended(Profile profile, TypeReport report, boolean root) {
    if (!report.loaders().isEmpty()) {
      return true;
    }
    boolean changingData = report.executors().isEmpty() && !report.writers().isEmpty();
    boolean trusted = report.writers().isEmpty() && !report.trustedReaders().isEmpty();
    return switch (profile) {
      case CODE -> false;
      case TCB -> root && !changingData;
      case INTEGRITY -> (root && !changingData) || trusted;
    };
  }

  private static Outcome read(DerivedPolicy derived, String type, long uid) {
    return Evaluation.decide(
            derived.policy(),
            ImaEvent.of(ImaHook.FILE_CHECK)
                .withAccess(AccessMask.MAY_READ)
                .withUsers(Ids.all(uid).withMayChange(uid == 0))
                .withFileSystem(FileSystemFacts.UNKNOWN.withMagic(0x58465342))
                .withObject(SecurityContext.parse("u:r:" + type).orElseThrow()))
        .outcome();
  }

  private SmallPolicy randomPolicy() {
    SmallPolicy small = new SmallPolicy().modules("modules_object_t");
    int codeOften = random.nextInt(10);
    int mutableOften = random.nextInt(10);
    int types = random.nextInt(40);
    for (int i = 0; i < types; i++) {
      boolean code = random.nextInt(10) < codeOften;
      boolean mutable = random.nextInt(10) < mutableOften;
      small.add(
          new TypeReport(
              "type" + i + "_t",
              code
                  ? mutable ? TypeClass.MUTABLE_CODE : TypeClass.CODE
                  : mutable ? TypeClass.MUTABLE_DATA : TypeClass.TRUSTED_DATA,
              some(code),
              some(false),
              some(code && random.nextBoolean()),
              some(mutable),
              some(random.nextInt(5) > 0),
              some(random.nextBoolean())),
          random.nextInt(4) - 1L);
    }
    return small;
  }

  private SortedSet<String> some(boolean any) {
    SortedSet<String> domains = new TreeSet<>();
    for (int i = any ? 1 + random.nextInt(4) : 0; i > 0; i--) {
      domains.add("domain" + random.nextInt(9) + "_t");
    }
    return domains;
  }
}
