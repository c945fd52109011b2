package io.github.imaallowlist.selinux.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.kernel.InstalledSelinuxPolicy;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A distribution's policy, and whether the setools library says the same of it. */
@RequiresTool({"seinfo", "sesearch"})
final class InstalledSelinuxPolicyTest {
  @TempDir private static Path cache;

  private static Path file = Path.of("");
  private static SelinuxPolicy policy = new SmallPolicy().policy();

  @BeforeAll
  static void readPolicy() throws Exception {
    file = InstalledSelinuxPolicy.require();
    policy = SetoolsPolicyReader.read(file, SetoolsSettings.DEFAULT.withCacheFolder(cache));
  }

  @Test
  void setoolsLibrarySaysTheSame() throws Exception {
    assertThat(policy.types()).hasSizeGreaterThan(1000);
    assertThat(SetoolsJudge.ours(policy, policy)).isEqualTo(SetoolsJudge.theirs(file, Map.of()));
  }

  @Test
  void setoolsLibrarySaysTheSameWithEveryBooleanTurned() throws Exception {
    SortedMap<String, Boolean> turned = new TreeMap<>(policy.booleans());
    turned.replaceAll((name, on) -> !on);
    SelinuxPolicy changed = policy.withBooleans(turned);

    assertThat(changed.booleans()).isEqualTo(turned);
    assertThat(SetoolsJudge.ours(changed, policy)).isEqualTo(SetoolsJudge.theirs(file, turned));
  }

  @Test
  void setoolsLibrarySaysTheSameWithSomeBooleansChanged() throws Exception {
    SortedMap<String, Boolean> some = new TreeMap<>();
    for (String name : policy.booleans().keySet()) {
      if (some.size() < policy.booleans().size() / 2) {
        some.put(name, name.hashCode() % 3 == 0);
      }
    }
    SelinuxPolicy changed = policy.withBooleans(some);

    assertThat(SetoolsJudge.ours(changed, policy)).isEqualTo(SetoolsJudge.theirs(file, some));
  }

  @Test
  void cacheSaysTheSame() throws Exception {
    assertThat(cache).isDirectoryContaining(each -> each.toString().endsWith(".gz"));
    assertThat(SetoolsPolicyReader.read(file, SetoolsSettings.DEFAULT.withCacheFolder(cache)))
        .isEqualTo(policy);
  }
}
