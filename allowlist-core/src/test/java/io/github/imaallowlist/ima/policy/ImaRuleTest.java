package io.github.imaallowlist.ima.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImaRuleTest {
  @Test
  void aRuleReadsAsItIsWrittenInAPolicy() {
    ImaRule rule =
        ImaRule.of(
            ImaAction.MEASURE,
            new ImaCondition.Func(ImaHook.FILE_CHECK),
            new ImaCondition.Mask(AccessMask.MAY_READ, true),
            new ImaCondition.FsMagic(0xef53),
            new ImaCondition.Uid(Comparison.LESS, 1000),
            new ImaCondition.ObjType("etc_t"),
            new ImaCondition.Pcr(11));
    assertThat(rule.text())
        .isEqualTo(
            "measure func=FILE_CHECK mask=^MAY_READ fsmagic=0xef53 uid<1000 obj_type=etc_t pcr=11");
    assertThat(rule.hook()).contains(ImaHook.FILE_CHECK);
  }

  @Test
  void aRuleThatTheKernelRefusesCannotBeMade() {
    assertThatThrownBy(() -> ImaRule.of(ImaAction.DONT_MEASURE, new ImaCondition.Pcr(10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pcr goes with measure alone");
    assertThatThrownBy(() -> new ImaCondition.ObjType("a_t,b_t"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImaCondition.FsName("ext4 xfs"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImaCondition.Uid(Comparison.EQUAL, 0xffff_ffffL))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImaCondition.Label(List.of("a|b")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImaCondition.Label(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImaCondition.FsSubtype(""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImaCondition.Pcr(64)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PolicyLine.Comment("a\nmeasure"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The combinations of ima_validate_rule, one each. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "appraise func=KEXEC_CMDLINE",
        "measure func=KEXEC_CMDLINE mask=MAY_READ",
        "measure func=KEXEC_CMDLINE permit_directio",
        "appraise func=KEY_CHECK",
        "measure func=KEY_CHECK fowner=0",
        "measure func=KEY_CHECK obj_type=a_t",
        "measure func=KEY_CHECK label=selinux",
        "audit func=CRITICAL_DATA",
        "measure func=CRITICAL_DATA keyrings=.ima",
        "measure func=CRITICAL_DATA egid=0",
        "measure func=FILE_CHECK keyrings=.ima",
        "measure label=selinux",
        "appraise func=SETXATTR_CHECK",
        "appraise func=SETXATTR_CHECK appraise_algos=sha256 uid=0",
        "audit func=SETXATTR_CHECK",
        "measure func=BPRM_CHECK appraise_algos=sha256",
        "audit appraise_type=imasig",
        "dont_appraise appraise_type=imasig",
        "appraise func=FILE_CHECK appraise_type=imasig|modsig",
        "appraise appraise_type=imasig|modsig",
        "appraise func=MODULE_CHECK appraise_type=imasig appraise_flag=check_blacklist",
        "appraise func=MODULE_CHECK digest_type=verity appraise_type=sigv3",
        "appraise func=BPRM_CHECK digest_type=verity",
        "appraise func=BPRM_CHECK digest_type=verity appraise_type=imasig",
        "appraise func=BPRM_CHECK appraise_type=sigv3 digest_type=verity",
        "dont_measure template=ima-ng",
        "appraise template=ima-ng",
        "audit pcr=10",
        "measure uid=0 euid=0",
        "measure gid=0 egid>0",
        "measure uid<9 uid>3",
        "measure func=FILE_CHECK func=BPRM_CHECK",
        "measure mask=MAY_READ mask=^MAY_WRITE",
        "measure fsmagic=0x1 fsmagic=0x1",
        "measure obj_type=a_t obj_type=a_t"
      })
  void isRefused(String line) {
    assertThat(RuleReader.read(line).rule()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "measure",
        "dont_measure digest_type=verity",
        "measure func=KEXEC_CMDLINE obj_type=a_t subj_user=u fsname=ext4 egid=0",
        "measure func=KEY_CHECK uid=0 gid=0 pcr=10 template=ima-buf keyrings=.ima",
        "dont_measure func=CRITICAL_DATA label=selinux",
        "measure func=POLICY_CHECK mask=MAY_READ",
        "appraise func=KEXEC_KERNEL_CHECK appraise_type=imasig|modsig"
            + " appraise_flag=check_blacklist",
        "appraise func=POLICY_CHECK appraise_type=imasig appraise_algos=sha512",
        "appraise func=FILE_CHECK digest_type=verity appraise_type=sigv3",
        "hash func=FILE_CHECK mask=^MAY_WRITE",
        "audit uid>5 gid<5 fowner=1 fgroup=2",
        "measure obj_type=a_t subj_type=a_t obj_user=u_u obj_role=r_r permit_directio"
      })
  void isTaken(String line) {
    RuleReading reading = RuleReader.read(line);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.rule().map(ImaRule::text)).contains(line);
  }

  @Test
  void allThatIsWrongInALineIsNamed() {
    assertThat(
            RuleReader.read("mesure func=FILECHECK obj_typ=a_t uid=root").problems().stream()
                .map(problem -> problem.problem() + " / " + problem.remedy())
                .collect(Collectors.toList()))
        .containsExactly(
            "unknown word \"mesure\" / did you mean measure?",
            "unknown function \"FILECHECK\" / did you mean FILE_CHECK?",
            "unknown word \"obj_typ\" / did you mean obj_type?",
            "uid \"root\" is no id / write a decimal number from 0 to 4294967294, not a name");
  }

  @Test
  void kernelVersionsAreOrderedByNumber() {
    assertThat(KernelVersion.parse("6.1.0-56-amd64")).contains(new KernelVersion(6, 1));
    assertThat(KernelVersion.parse("5.14")).contains(new KernelVersion(5, 14));
    assertThat(KernelVersion.parse("6")).isEmpty();
    assertThat(KernelVersion.parse("6.1x")).isEmpty();
    assertThat(KernelVersion.parse("99999999999.1")).isEmpty();
    assertThat(new KernelVersion(5, 14)).isGreaterThan(new KernelVersion(5, 4));
    assertThat(new KernelVersion(6, 1)).isGreaterThan(new KernelVersion(5, 19)).hasToString("6.1");
  }

  @Test
  void aFarWordHasNoNearest() {
    List<String> words = List.of("measure", "audit");
    assertThat(Spelling.nearest("Mesure", words)).contains("measure");
    assertThat(Spelling.nearest("xyzzy", words)).isEmpty();
    assertThat(Spelling.nearest("measure".repeat(1000), words)).isEmpty();
  }
}
