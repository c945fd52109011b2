package io.github.imaallowlist.ima.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.ima.evaluate.Decision.DecidingRule;
import io.github.imaallowlist.ima.evaluate.Decision.Outcome;
import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.ActionFamily;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaPolicyParser;
import io.github.imaallowlist.model.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final SecurityContext LOG =
      SecurityContext.parse("system_u:object_r:var_log_t:s0").orElseThrow();
  private static final SecurityContext PROGRAM =
      SecurityContext.parse("system_u:object_r:bin_t:s0").orElseThrow();
  private static final SecurityContext INIT =
      SecurityContext.parse("system_u:system_r:init_t:s0").orElseThrow();

  private static final ImaEvent EXECUTED = ImaEvent.of(ImaHook.BPRM_CHECK);
  private static final ImaEvent OPENED = ImaEvent.of(ImaHook.FILE_CHECK);

  @Test
  void aFilterOfOpenedFilesDoesNotHideProgramsWithTheirLabel() {
    String policy =
        """
        dont_measure func=FILE_CHECK obj_type=var_log_t
        measure func=BPRM_CHECK
        measure func=FILE_CHECK mask=^MAY_READ
        """;
    assertDecision(policy, EXECUTED.withObject(LOG), Outcome.MEASURED, 1);
    ImaEvent read = OPENED.withAccess(AccessMask.MAY_READ);
    assertDecision(policy, read.withObject(LOG), Outcome.NOT_MEASURED, 0);
    assertDecision(policy, read.withObject(PROGRAM), Outcome.MEASURED, 2);
  }

  @Test
  void aFilterWithoutFunctionHidesProgramsToo() {
    String policy =
        """
        dont_measure obj_type=var_log_t
        measure func=BPRM_CHECK
        """;
    assertDecision(policy, EXECUTED.withObject(LOG), Outcome.NOT_MEASURED, 0);
    assertDecision(policy, EXECUTED.withObject(PROGRAM), Outcome.MEASURED, 1);
  }

  @Test
  void theFirstMatchingRuleOfTheFamilyDecides() {
    String policy =
        """
        audit func=BPRM_CHECK
        dont_appraise
        measure func=BPRM_CHECK uid=0
        dont_measure func=BPRM_CHECK
        appraise
        """;
    ImaEvent byRoot = EXECUTED.withUid(0);
    assertDecision(policy, byRoot, Outcome.MEASURED, 2);
    assertDecision(policy, EXECUTED.withUid(1), Outcome.NOT_MEASURED, 3);
    assertThat(decide(policy, byRoot, ActionFamily.AUDIT).rules().get(0).index()).isZero();
    assertThat(decide(policy, byRoot, ActionFamily.APPRAISE).outcome())
        .isEqualTo(Outcome.NOT_MEASURED);
    assertThat(decide(policy, byRoot, ActionFamily.HASH).rules()).isEmpty();
  }

  @Test
  void noMatchingRuleMeansNotMeasured() {
    assertDecision("measure func=MMAP_CHECK\n", EXECUTED, Outcome.NOT_MEASURED);
  }

  @Test
  void whatIsUnknownMakesItDepend() {
    String policy =
        """
        dont_measure func=FILE_CHECK obj_type=var_log_t
        measure func=FILE_CHECK mask=^MAY_READ uid=0
        dont_measure func=FILE_CHECK fsmagic=0x9fa0
        """;
    assertDecision(policy, OPENED, Outcome.DEPENDS, 0, 1, 2);
    assertDecision(policy, OPENED.withObject(PROGRAM), Outcome.DEPENDS, 1, 2);
    assertDecision(policy, OPENED.withObject(PROGRAM).withUid(1), Outcome.NOT_MEASURED, 2);
    assertDecision(policy, OPENED.withObject(LOG), Outcome.NOT_MEASURED, 0);
    ImaEvent byRoot = OPENED.withObject(PROGRAM).withUid(0);
    assertDecision(policy, byRoot.withAccess(AccessMask.MAY_READ), Outcome.MEASURED, 1);
  }

  @Test
  void whateverTheUnknownIsTheOutcomeMayBeTheSame() {
    String policy =
        """
        measure func=BPRM_CHECK uid=0
        measure func=BPRM_CHECK
        """;
    assertDecision(policy, EXECUTED, Outcome.MEASURED, 0, 1);
  }

  @Test
  void aPlainMaskIsForThatAccessAlone() {
    ImaEvent both = OPENED.withAccess(AccessMask.MAY_READ, AccessMask.MAY_WRITE);
    ImaEvent read = OPENED.withAccess(AccessMask.MAY_READ);
    assertDecision("measure func=FILE_CHECK mask=MAY_READ\n", both, Outcome.NOT_MEASURED);
    assertDecision("measure func=FILE_CHECK mask=^MAY_READ\n", both, Outcome.MEASURED, 0);
    assertDecision("measure func=FILE_CHECK mask=MAY_READ\n", read, Outcome.MEASURED, 0);
    assertDecision("measure func=FILE_CHECK mask=^MAY_WRITE\n", read, Outcome.NOT_MEASURED);
  }

  @Test
  void eachHookAsksWithItsOwnMask() {
    assertDecision("measure mask=MAY_EXEC\n", EXECUTED, Outcome.MEASURED, 0);
    assertDecision("measure mask=MAY_READ\n", EXECUTED, Outcome.NOT_MEASURED);
    ImaEvent module = ImaEvent.of(ImaHook.MODULE_CHECK);
    assertDecision("measure mask=MAY_READ\n", module, Outcome.MEASURED, 0);
    ImaEvent commandLine = ImaEvent.of(ImaHook.KEXEC_CMDLINE);
    assertDecision("measure mask=^MAY_READ\n", commandLine, Outcome.NOT_MEASURED);
    assertDecision("measure\n", commandLine, Outcome.MEASURED, 0);
  }

  @Test
  void theEffectiveIdIsAnyOfThreeForWhoMayChangeIt() {
    String policy = "measure func=BPRM_CHECK euid=0\n";
    ImaEvent setuid =
        EXECUTED.withUsers(Ids.all(0).withEffective(1000).withSaved(0).withMayChange(true));
    assertDecision(policy, setuid, Outcome.MEASURED, 0);
    ImaEvent dropped = setuid.withUsers(setuid.users().withMayChange(false));
    assertDecision(policy, dropped, Outcome.NOT_MEASURED);
    assertDecision(policy, EXECUTED.withEuid(0), Outcome.MEASURED, 0);
    assertDecision(policy, EXECUTED.withEuid(1000), Outcome.DEPENDS, 0);
    assertDecision(policy, EXECUTED.withUsers(Ids.all(1000)), Outcome.NOT_MEASURED);
    assertDecision("measure egid>9\n", EXECUTED.withEgid(10).withGid(0), Outcome.MEASURED, 0);
  }

  @Test
  void ownersAndFileSystemsAreCompared() {
    ImaEvent event =
        EXECUTED
            .withFowner(0)
            .withFgroup(5)
            .withGid(7)
            .withFileSystem(
                FileSystemFacts.UNKNOWN
                    .withMagic(0xef53)
                    .withName("ext4")
                    .withUuid(UUID.fromString("8bcbe394-4f13-4144-be8e-5aa9ea2ce2f6")));
    assertDecision("measure fowner=0 fgroup<6 gid>6\n", event, Outcome.MEASURED, 0);
    assertDecision("measure fowner=1\n", event, Outcome.NOT_MEASURED);
    assertDecision("measure fsmagic=0xEF53 fsname=ext4\n", event, Outcome.MEASURED, 0);
    assertDecision("measure fsname=ext\n", event, Outcome.NOT_MEASURED);
    assertDecision(
        "measure fsuuid=8BCBE394-4f13-4144-be8e-5aa9ea2ce2f6\n", event, Outcome.MEASURED, 0);
    assertDecision("measure fs_subtype=sshfs\n", event, Outcome.NOT_MEASURED);
    ImaEvent fuse = EXECUTED.withFileSystem(FileSystemFacts.UNKNOWN.withName("fuse"));
    assertDecision("measure fs_subtype=sshfs\n", fuse, Outcome.DEPENDS, 0);
    ImaEvent sshfs = fuse.withFileSystem(fuse.fileSystem().withSubtype("sshfs"));
    assertDecision("measure fs_subtype=sshfs\n", sshfs, Outcome.MEASURED, 0);
  }

  @Test
  void contextsAreComparedPartByPart() {
    ImaEvent event = EXECUTED.withObject(PROGRAM).withSubject(INIT);
    String all =
        "measure obj_user=system_u obj_role=object_r obj_type=bin_t"
            + " subj_user=system_u subj_role=system_r subj_type=init_t\n";
    assertDecision(all, event, Outcome.MEASURED, 0);
    assertDecision("measure subj_type=bin_t\n", event, Outcome.NOT_MEASURED);
    assertDecision("measure subj_type=init_t\n", EXECUTED.withObject(PROGRAM), Outcome.DEPENDS, 0);
  }

  @Test
  void namedDataIsMatchedByItsNameAndTheUserAlone() {
    ImaEvent selinux = ImaEvent.of(ImaHook.CRITICAL_DATA).withDataName("selinux");
    assertDecision("measure\n", selinux, Outcome.NOT_MEASURED);
    assertDecision("measure func=CRITICAL_DATA label=a|selinux\n", selinux, Outcome.MEASURED, 0);
    assertDecision("measure func=CRITICAL_DATA label=a\n", selinux, Outcome.NOT_MEASURED);
    ImaEvent byUser = selinux.withUid(5).withGid(5);
    assertDecision("measure func=CRITICAL_DATA uid=0\n", byUser, Outcome.NOT_MEASURED);
    assertDecision("measure func=CRITICAL_DATA gid=0\n", byUser, Outcome.MEASURED, 0);
    ImaEvent key = ImaEvent.of(ImaHook.KEY_CHECK);
    assertDecision("measure func=KEY_CHECK keyrings=.ima\n", key, Outcome.DEPENDS, 0);
    assertDecision(
        "measure func=KEY_CHECK keyrings=.ima\n", key.withDataName(".ima"), Outcome.MEASURED, 0);
    assertDecision("measure func=KEY_CHECK\n", key, Outcome.MEASURED, 0);
  }

  @Test
  void theRuleForAttributesIsNeverAsked() {
    assertThat(
            decide(
                    "appraise func=SETXATTR_CHECK appraise_algos=sha256\n",
                    ImaEvent.of(ImaHook.SETXATTR_CHECK),
                    ActionFamily.APPRAISE)
                .rules())
        .isEmpty();
  }

  private static void assertDecision(String policy, ImaEvent event, Outcome outcome, int... rules) {
    Decision decision = Evaluation.decide(parse(policy), event);
    assertThat(decision.outcome()).isEqualTo(outcome);
    assertThat(decision.rules().stream().mapToInt(DecidingRule::index).toArray()).isEqualTo(rules);
  }

  private static Decision decide(String policy, ImaEvent event, ActionFamily family) {
    return Evaluation.decide(parse(policy).rules(), event, family);
  }

  private static ImaPolicy parse(String policy) {
    try {
      return ImaPolicyParser.parse(
              "policy", new ByteArrayInputStream(policy.getBytes(StandardCharsets.UTF_8)))
          .policy();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
