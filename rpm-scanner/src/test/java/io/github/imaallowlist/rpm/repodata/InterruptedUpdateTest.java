package io.github.imaallowlist.rpm.repodata;

import static io.github.imaallowlist.rpm.repodata.PlainRepository.LIST;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.POLICY;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.REFUSE;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.REMOVE;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.RENEW;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.change;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.file;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.repodata.KilledSteps.Killed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stops a run at each of its steps, one after the other: by a kill, or by a full disk. */
class InterruptedUpdateTest {
  private static final RepodataChange NOTHING = change(REFUSE, 0);
  private static final Set<String> POLICIES = Set.of(POLICY);

  @TempDir(factory = InMemory.class)
  Path temporary;

  /**
   * What is there before, and what is wanted then.
   *
   * @param signed whether there is a signature from the start
   */
  record Case(String name, boolean signed, RepodataChange before, RepodataChange wanted) {
    PlainRepository repository(Path root) throws Exception {
      PlainRepository repository = PlainRepository.create(root);
      if (signed) {
        repository.signed();
      }
      if (!before.files().isEmpty()) {
        RepodataUpdate.run(root, before);
      }
      return repository;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    RepodataFile list = file(LIST, "new");
    RepodataChange signed = change(RENEW, 0, list);
    RepodataChange both = change(RENEW, 0, file(LIST, "old"), file(POLICY, "old"));
    return List.of(
        new Case("first", false, NOTHING, change(REFUSE, 0, list, file(POLICY, "new"))),
        new Case("next", false, list("old"), list("new")),
        new Case("next, one kept", false, list("old"), change(REFUSE, 1, list)),
        new Case("first, signed", true, NOTHING, signed),
        new Case("next, signed", true, both, change(RENEW, 0, list, file(POLICY, "new"))),
        new Case("signed from now on", false, list("old"), signed),
        new Case("signed, not changed", false, list("new"), signed),
        new Case("signature removed", true, both, change(REMOVE, 0, list)),
        new Case(
            "record removed", true, both, new RepodataChange(List.of(list), POLICIES, RENEW, 0)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void killAtAnyStepLeavesAWholeRepositoryAndTheNextRunFinishes(Case test) throws Exception {
    Map<String, String> finished = finished(test);
    boolean killed = true;
    int step = 0;
    while (killed) {
      PlainRepository repository = test.repository(temporary.resolve("killed" + step));
      byte[] before = Files.readAllBytes(repository.repomd());
      killed = kill(repository, test.wanted, step);
      assertWhole(repository, test, before);
      // The next run may be killed as well, at any step, before one comes to its end.
      for (int again = 0; kill(repository, test.wanted, again); again += 7) {
        assertWhole(repository, test, before);
      }
      assertFinished(repository, test, finished);
      step++;
    }
    assertThat(step).isGreaterThan(4);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fullDiskAtAnyStepChangesNothingBeforeTheFirstRename(Case test) throws Exception {
    Map<String, String> finished = finished(test);
    boolean failed = true;
    int step = 0;
    while (failed) {
      PlainRepository repository = test.repository(temporary.resolve("full" + step));
      byte[] before = Files.readAllBytes(repository.repomd());
      Map<String, String> content = repository.content();
      failed = fail(repository, test.wanted, step, content);
      assertWhole(repository, test, before);
      RepodataUpdate.run(repository.root(), test.wanted);
      assertFinished(repository, test, finished);
      step++;
    }
    assertThat(step).isGreaterThan(4);
  }

  private Map<String, String> finished(Case test) throws Exception {
    PlainRepository repository = test.repository(temporary.resolve("finished"));
    RepodataUpdate.run(repository.root(), test.wanted);
    return repository.content();
  }

  private static boolean kill(PlainRepository repository, RepodataChange wanted, int step)
      throws Exception {
    try {
      RepodataUpdate.run(repository.root(), wanted, KilledSteps.after(step), Duration.ZERO);
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  private static boolean fail(
      PlainRepository repository, RepodataChange wanted, int step, Map<String, String> before)
      throws Exception {
    try {
      RepodataUpdate.run(repository.root(), wanted, KilledSteps.fullAfter(step), Duration.ZERO);
      return false;
    } catch (AllowlistException e) {
      assertThat(e).hasMessageContaining("cannot write /").hasMessageContaining("No space left");
      Map<String, String> after = repository.content();
      after.remove(RepositoryLock.FILE);
      // One that has its place already, and nobody knows of yet, does no harm.
      after.keySet().removeIf(name -> name.contains("-ima-") && !before.containsKey(name));
      before.remove(RepositoryLock.FILE);
      assertThat(after.equals(before)).isEqualTo(e.remedy().startsWith("Nothing was changed."));
      return true;
    }
  }

  private static void assertWhole(PlainRepository repository, Case test, byte[] before)
      throws Exception {
    repository.assertWhole();
    boolean changed = !Arrays.equals(Files.readAllBytes(repository.repomd()), before);
    boolean signature = Files.exists(repository.signature());
    if (changed && signature) {
      // A new repomd.xml never stands beside an old signature.
      assertThat(repository.isSignatureGood()).isTrue();
    }
    if (changed && test.wanted.signature() == RENEW) {
      assertThat(signature).isTrue();
    }
  }

  private static void assertFinished(
      PlainRepository repository, Case test, Map<String, String> finished) throws Exception {
    repository.assertNothingStaged();
    if (test.wanted.keep() == 0) {
      assertThat(repository.content()).isEqualTo(finished);
    }
    Map<String, String> times = repository.times();
    UpdateResult again = RepodataUpdate.run(repository.root(), test.wanted);
    assertThat(again.repomdChanged() || again.signatureChanged()).isFalse();
    assertThat(repository.times()).isEqualTo(times);
  }
}
