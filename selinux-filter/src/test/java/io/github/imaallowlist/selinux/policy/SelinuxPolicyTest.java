package io.github.imaallowlist.selinux.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SelinuxPolicyTest {
  private final SelinuxPolicy policy = new SmallPolicy().policy();

  @Test
  void namesStandForTypes() {
    assertThat(policy.canonical("bin_t")).contains("bin_t");
    assertThat(policy.canonical("sbin_t")).contains("bin_t");
    assertThat(policy.canonical("file_type")).isEmpty();
    assertThat(policy.membersOf("file_type").orElseThrow()).containsExactly("bin_t", "lib_t");
    assertThat(policy.membersOf("sbin_t").orElseThrow()).containsExactly("bin_t");
    assertThat(policy.membersOf("nothing").orElseThrow()).isEmpty();
    assertThat(policy.membersOf("other_t")).isEmpty();
  }

  @Test
  void rulesHoldByTheBooleans() throws Exception {
    assertThat(policy.rules().stream().map(policy::holds)).containsExactly(true, true);

    SelinuxPolicy changed = policy.withBooleans(Map.of("init_runs", false));

    assertThat(changed.booleans()).isEqualTo(Map.of("init_runs", false, "init_maps", false));
    assertThat(changed.rules().stream().map(changed::holds)).containsExactly(false, false);
  }

  @Test
  void unknownBooleanIsAnErrorWithTheNearestName() {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> policy.withBooleans(Map.of("init_map", true)))
        .withMessage("small: the policy has no boolean init_map")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .satisfies(e -> assertThat(e.remedy()).contains("The nearest name is init_maps"));
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> policy.withBooleans(Map.of("httpd_enable_cgi".repeat(1000), true)))
        .satisfies(e -> assertThat(e.remedy()).doesNotContain("nearest"));
  }
}
