package io.github.imaallowlist.selinux.derive;

import static io.github.imaallowlist.selinux.derive.SmallPolicy.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.policy.ImaAction;
import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.selinux.analysis.Domains;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A proof that finds nothing is worth nothing: so the rules are spoilt one by one. */
class PolicyProofTest {
  private final SmallPolicy small = SmallPolicy.server();
  private PolicyPlan plan;
  private List<ImaRule> rules;

  @BeforeEach
  void derive() throws AllowlistException {
    derive(Profile.TCB);
  }

  private void derive(Profile profile) throws AllowlistException {
    DeriveSettings settings = small.settings(profile, "6.1", 150, "user_home_t");
    plan =
        PolicyPlan.of(
            small.selinux(),
            new Domains(names("init_t", "sysadm_t"), names("unconfined_t"), names()),
            small.reports(),
            names("modules_object_t"),
            settings);
    rules = small.derive(settings).policy().rules();
  }

  @ParameterizedTest
  @EnumSource
  void noRuleCanBeMissing(Profile profile) throws AllowlistException {
    derive(profile);
    assertThatCode(() -> prove(rules)).doesNotThrowAnyException();

    for (ImaRule rule : rules) {
      List<ImaRule> without = new ArrayList<>(rules);
      without.remove(rule);
      assertRefused(without, rule.text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void noRuleCanDoTheOpposite(Profile profile) throws AllowlistException {
    derive(profile);
    for (int i = 0; i < rules.size(); i++) {
      ImaRule rule = rules.get(i);
      List<ImaRule> spoilt = new ArrayList<>(rules);
      ImaAction opposite =
          rule.action() == ImaAction.MEASURE ? ImaAction.DONT_MEASURE : ImaAction.MEASURE;
      spoilt.set(i, new ImaRule(opposite, rule.conditions()));
      assertRefused(spoilt, rule.text());
    }
  }

  @Test
  void aFilterWithoutAHookIsFoundForTheProgramsThatItHides() {
    for (int i = 0; i < rules.size(); i++) {
      ImaRule rule = rules.get(i);
      if (rule.action() == ImaAction.DONT_MEASURE) {
        List<ImaCondition> conditions = new ArrayList<>(rule.conditions());
        conditions.remove(0);
        List<ImaRule> spoilt = new ArrayList<>(rules);
        spoilt.remove(i);
        spoilt.add(0, new ImaRule(ImaAction.DONT_MEASURE, conditions));
        assertRefused(spoilt, rule.text());
      }
    }
  }

  @Test
  void modulesAreNotToComeBehindFileSystems() {
    List<ImaRule> spoilt = new ArrayList<>(rules);
    ImaRule modules =
        rules.stream().filter(rule -> rule.text().contains("modules_object_t")).findFirst().get();
    spoilt.remove(modules);
    spoilt.add(modules);

    assertRefused(spoilt, "tmpfs");
  }

  @Test
  void aNameThatIsNoTypeIsFoundThoughItMatchesNothing() {
    for (String name : List.of("file_type", "var_log_alias_t")) {
      List<ImaRule> spoilt = new ArrayList<>(rules);
      spoilt.add(
          ImaRule.of(
              ImaAction.DONT_MEASURE,
              new ImaCondition.Func(ImaHook.FILE_CHECK),
              new ImaCondition.ObjType(name)));

      assertThatThrownBy(() -> prove(spoilt)).hasMessageContaining(name);
    }
  }

  @Test
  void aRuleThatSaysNothingNewIsFoundByTheCount() {
    List<ImaRule> spoilt = new ArrayList<>(rules);
    spoilt.add(
        rules.stream().filter(rule -> rule.text().contains("obj_type")).reduce((a, b) -> b).get());

    assertRefused(spoilt, "doubled");
  }

  private void assertRefused(List<ImaRule> spoilt, String what) {
    assertThatThrownBy(() -> prove(spoilt))
        .as(what)
        .isInstanceOfSatisfying(
            AllowlistException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BUG));
  }

  private void prove(List<ImaRule> someRules) throws AllowlistException {
    PolicyProof.check(plan, someRules, small.types());
  }
}
