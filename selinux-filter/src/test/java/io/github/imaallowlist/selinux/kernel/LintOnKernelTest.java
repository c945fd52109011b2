package io.github.imaallowlist.selinux.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.SampleImaPolicy;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.fixtures.kernel.Guest;
import io.github.imaallowlist.fixtures.kernel.GuestFile;
import io.github.imaallowlist.fixtures.kernel.GuestRun;
import io.github.imaallowlist.fixtures.kernel.InstalledSelinuxPolicy;
import io.github.imaallowlist.fixtures.kernel.KernelImage;
import io.github.imaallowlist.fixtures.kernel.RequiresKernel;
import io.github.imaallowlist.ima.lint.ImaPolicyLint;
import io.github.imaallowlist.ima.lint.LintFinding;
import io.github.imaallowlist.ima.lint.LintNames;
import io.github.imaallowlist.ima.lint.LintSettings;
import io.github.imaallowlist.ima.policy.KernelVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresKernel
@RequiresTool("seinfo")
final class LintOnKernelTest {
  private static final Pattern NAME = Pattern.compile("\\s+(\\w+)");
  private static final Pattern ALIASES = Pattern.compile(" alias (?:\\{ ([^}]*) }|(\\w+))");

  @TempDir Path folder;

  @Test
  void errorIsWhatTheKernelRefusesAndNothingElse() throws IOException {
    Map<String, byte[]> policies = policies();

    Map<String, String> kernel = whatTheKernelSays(policies);

    LintSettings settings = settings();
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, byte[]> policy : policies.entrySet()) {
      List<LintFinding> errors = errors(policy.getValue(), settings);
      String said = kernel.get(policy.getKey());
      if (!said.equals(errors.isEmpty() ? "accepted" : "refused")) {
        differences.add(policy.getKey() + ": " + said + " by the kernel, but lint says " + errors);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(kernel.values()).hasSizeGreaterThan(300).contains("accepted", "refused");
  }

  /** The samples, and each of the rules as a policy of its own. */
  private static Map<String, byte[]> policies() throws IOException {
    Map<String, byte[]> policies = new TreeMap<>();
    SampleImaPolicy.all().forEach(policy -> policies.put(policy.name(), policy.bytes()));
    try (InputStream in = LintOnKernelTest.class.getResourceAsStream("rules")) {
      new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(rule -> hasModsig() || !rule.contains("=imasig|modsig"))
          .forEach(rule -> policies.put(rule, (rule + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
    return policies;
  }

  /** Kernels may be built without appended signatures, and refuse them then. */
  private static boolean hasModsig() {
    return KernelImage.newest().orElseThrow().options().contains("CONFIG_IMA_APPRAISE_MODSIG=y");
  }

  private Map<String, String> whatTheKernelSays(Map<String, byte[]> policies) {
    List<String> names = List.copyOf(policies.keySet());
    List<GuestFile> files = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      files.add(GuestFile.of("/srv/" + i, policies.get(names.get(i))));
    }
    files.add(GuestFile.copy("/etc/selinux/policy", InstalledSelinuxPolicy.file().orElseThrow()));
    GuestRun run =
        Guest.running(
                """
                selinux_load /etc/selinux/policy
                i=0
                while [ -e /srv/$i ]; do ima_try /srv/$i; i=$((i + 1)); done >$OUT/tried
                """,
                files)
            .run(folder);
    List<String> tried = run.lines("tried");
    assertThat(tried).hasSameSizeAs(names);
    Map<String, String> said = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      said.put(names.get(i), tried.get(i));
    }
    return said;
  }

  private static List<LintFinding> errors(byte[] policy, LintSettings settings) throws IOException {
    return ImaPolicyLint.lint("policy", new ByteArrayInputStream(policy), settings).stream()
        .filter(finding -> finding.kind() == LintFinding.Kind.ERROR)
        .toList();
  }

  /** As with {@code --kernel}, and the names of the policy that the guest has loaded. */
  private static LintSettings settings() {
    String release = KernelImage.newest().orElseThrow().release();
    Matcher version = Pattern.compile("\\d+\\.\\d+").matcher(release);
    assertThat(version.lookingAt()).isTrue();
    SortedSet<String> aliases = new TreeSet<>();
    for (String line : seinfo("-t", "-x")) {
      Matcher found = ALIASES.matcher(line);
      if (found.find()) {
        String names = found.group(1) == null ? found.group(2) : found.group(1);
        aliases.addAll(List.of(names.strip().split(" ")));
      }
    }
    return new LintSettings(
        KernelVersion.parse(version.group()),
        Optional.of(new LintNames(names("-t"), aliases, names("-a"), names("-u"), names("-r"))));
  }

  private static SortedSet<String> names(String option) {
    SortedSet<String> names = new TreeSet<>();
    for (String line : seinfo(option)) {
      Matcher name = NAME.matcher(line);
      if (name.matches()) {
        names.add(name.group(1));
      }
    }
    return names;
  }

  private static List<String> seinfo(String... options) {
    List<Object> command = new ArrayList<>();
    command.add("seinfo");
    command.add(InstalledSelinuxPolicy.file().orElseThrow());
    command.addAll(List.of(options));
    return Tools.run(command.toArray()).succeeded().lines();
  }
}
