package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code policy}, on the SELinux policy of this machine. */
@RequiresTool({"seinfo", "sesearch"})
final class PolicyCommandTest {
  /** One for all tests: setools takes some seconds for a policy. */
  @TempDir private static Path cache;

  /** By it some types are written by others than trusted domains; off by default. */
  private static final String BOOLEAN_FOR_CODE = "use_nfs_home_dirs";

  @TempDir private Path work;
  private InstalledSelinux selinux = new InstalledSelinux(Path.of(""), Path.of(""));
  private Path packages = Path.of("");

  @BeforeEach
  void makePackages() throws IOException {
    selinux = InstalledSelinux.require();
    packages = Files.createDirectories(work.resolve("packages"));
    Repositories.write(
        packages,
        "host.rpm",
        RpmBytes.named("host")
            .executable("/usr/bin/host", "#!/bin/sh\n")
            .file("/usr/share/doc/host/README", "read")
            .file("/usr/share/man/man1/host.1", "man")
            .file("/var/log/host.log", "")
            .file("/var/lib/host/data", "data")
            .file("/etc/shadow", "secret"));
  }

  private Run policy(Object... args) {
    List<Object> all = new ArrayList<>(List.of("policy", "--cache", cache));
    all.addAll(Arrays.asList(args));
    return Run.of(all.toArray());
  }

  private Run ofHost(Object... args) {
    List<Object> all =
        new ArrayList<>(List.of("--selinux", selinux.folder(), "--allow-unsigned", packages));
    all.addAll(Arrays.asList(args));
    return policy(all.toArray());
  }

  @Test
  void standardOutputHasThePolicyAloneAndLintFindsNothingInIt() throws IOException {
    for (String profile : List.of("code", "tcb", "integrity")) {
      Run run = ofHost("--profile", profile).succeeded();
      Path file = Files.write(work.resolve(profile), run.out());

      assertThat(run.text())
          .startsWith("# IMA policy, profile " + profile)
          .contains("measure func=BPRM_CHECK mask=MAY_EXEC\n")
          .endsWith("\n");
      assertThat(Run.of("lint", "--kernel", "5.14", file).succeeded().text()).isEmpty();
    }
  }

  @Test
  void sameInputGivesTheSameBytesAlsoFromThePackage() throws IOException {
    Path repository = work.resolve("repository");
    Repositories.write(repository, "p.rpm", selinux.packaged("targeted"));

    String first = policy("--selinux", "auto", "--allow-unsigned", repository).succeeded().text();
    String second =
        policy("--selinux", "auto:targeted", "--allow-unsigned", repository).succeeded().text();

    assertThat(first)
        .isEqualTo(second)
        .contains("of selinux-policy-targeted-1.0-1.noarch")
        .doesNotContain(".tmp");
  }

  @Test
  void summaryHasClassesRulesAndFlows() {
    String summary = ofHost("--profile", "tcb", "-o", work.resolve("p")).succeeded().err();

    assertThat(summary)
        .contains("6 types on 6 files of 1 package")
        .containsPattern("code: [0-9,]+ types; [0-9]+ here, on [0-9]+ file")
        .containsPattern("[0-9]+ with a label, for which each SELinux reload takes [0-9.]+ s")
        .containsPattern("Left out +mutable data: ")
        .contains("Flows", "Domains   unconfined", "Written   " + work.resolve("p"));
  }

  @Test
  void jsonHasAllFlowsAndClasses() {
    Run run = ofHost("--profile", "tcb", "--json", "-o", work.resolve("p")).succeeded();

    assertThat(run.err()).contains("Asking setools");
    assertThat(Json.object(run.out()))
        .containsEntry("written", true)
        .containsEntry("packages", 1L)
        .containsEntry("exit", 0L)
        .hasEntrySatisfying("flows", flows -> assertThat(flows).asInstanceOf(LIST).isNotEmpty())
        .hasEntrySatisfying(
            "classes-that-occur",
            classes ->
                assertThat(classes)
                    .asInstanceOf(MAP)
                    .containsOnlyKeys("code", "mutable-code", "trusted-data", "mutable-data"));
    Run toError = ofHost("--json").succeeded();
    assertThat(toError.text()).startsWith("# IMA policy");
    assertThat(Json.object(toError.err().getBytes(StandardCharsets.UTF_8)))
        .containsEntry("profile", "code");
  }

  @Test
  void answersOfSetoolsAreKept() throws IOException {
    Path own = Files.createDirectory(work.resolve("own"));

    Run.of("policy", "-q", "--cache", own, "--selinux", selinux.folder()).succeeded();

    assertThat(own).isNotEmptyDirectory();
  }

  @Test
  void reportHasEachTypeWithItsRules() throws IOException {
    Path text = work.resolve("report.txt");
    Path json = work.resolve("report.json");

    ofHost("-q", "-o", work.resolve("p"), "--report", text).succeeded();
    ofHost("-q", "-o", work.resolve("p"), "--report", json).succeeded();

    assertThat(Files.readString(text))
        .contains("# mutable code\n", "\nbin_t (1 file)\n  executed by: ")
        .containsPattern("    allow [a-z_]+ [a-z_]+:file \\{ .*execute.* \\};");
    List<?> types = (List<?>) Json.object(Files.readAllBytes(json)).get("types");
    assertThat(types).hasSizeGreaterThan(1000);
  }

  @Test
  void olderKernelLosesWhatItDoesNotKnow() {
    Run run = ofHost("--kernel", "5.4").succeeded();

    assertThat(run.text()).doesNotContain("func=CRITICAL_DATA");
    assertThat(run.err()).contains("Lost      CRITICAL_DATA needs Linux 5.12");
  }

  @Test
  void installedListCutsTheSourcesAndNamesWhatTheyLack() throws IOException {
    Repositories.write(packages, "other.rpm", Repositories.simple("other"));
    Path list = Files.writeString(work.resolve("rpm-qa"), "host-1.0-1.noarch\n");

    assertThat(ofHost("--installed", list).succeeded().err())
        .contains("1 package: not installed on the host", "6 files of 1 package");

    Files.writeString(list, "host-1.0-1.noarch\nlocal-3-1.x86_64\n");
    Run lacking = ofHost("--installed", list).ended(1);
    assertThat(lacking.err())
        .contains("not-in-sources (1)", "local-3-1.x86_64 is installed, and no source has it");
    assertThat(lacking.out()).isEmpty();
    assertThat(ofHost("--installed", list, "--allow-incomplete").ended(1).text())
        .startsWith("# IMA policy");
  }

  @Test
  void packageWithAFindingLeavesNoPolicy() {
    Repositories.write(packages, "bad.rpm", new byte[100]);

    assertThat(ofHost("-o", work.resolve("p")).ended(1).err()).contains("bad.rpm");
    assertThat(work.resolve("p")).doesNotExist();
  }

  @Test
  void namesThatThePolicyLacksAreErrors() throws IOException {
    Path booleans = Files.writeString(work.resolve("booleans"), "no_such_boolean --> on\n");

    assertThat(ofHost("--booleans", booleans).ended(3).err())
        .contains(booleans + ": line 1: the policy has no boolean no_such_boolean");
    assertThat(ofHost("--skip-code-type", "no_such_t").ended(2).err())
        .contains("--skip-code-type no_such_t", "no such type");
    assertThat(ofHost("--skip-code-type", "file_type").ended(2).err())
        .contains("error: --skip-code-type file_type: this is an attribute");
    assertThat(ofHost("--trusted-domain", "no_such_t").ended(2).err())
        .contains("no_such_t", "--trusted-domain");
    assertThat(ofHost("--also-trusted-domain", "no_such_t").ended(2).err())
        .contains("no_such_t", "--also-trusted-domain");
    assertThat(ofHost("--unconfined-domain", "no_such_t").ended(2).err())
        .contains("no_such_t", "--unconfined-domain");
  }

  @Test
  void booleansChangeWhatIsCodeAndAreNamed() throws Exception {
    String turned = BOOLEAN_FOR_CODE + "=on";
    Path booleans = Files.writeString(work.resolve("booleans"), BOOLEAN_FOR_CODE + " --> on\n");

    assertThat(ofHost().succeeded().text()).contains("by default: none");
    Run changed = ofHost("--booleans", booleans).succeeded();

    assertThat(changed.text()).contains("by default: " + turned);
    assertThat(classes(changed)).isNotEqualTo(classes(ofHost().succeeded()));
  }

  private static List<String> classes(Run run) {
    return run.err().lines().filter(line -> line.contains("code: ")).toList();
  }

  @Test
  void trustedDomainsAreAddedToTheDefaultOrReplaceIt() {
    String usual = classes(ofHost().succeeded()).toString();

    assertThat(classes(ofHost("--also-trusted-domain", "domain").succeeded()).toString())
        .contains("mutable code: 0 types")
        .isNotEqualTo(usual);
    assertThat(ofHost("--trusted-domain", "system_mail_t").succeeded().err())
        .contains("no type is code that only trusted domains write");
    assertThat(
            ofHost("--trusted-domain", "rpm_t", "--also-trusted-domain", "init_t").ended(2).err())
        .contains("exclude one another");
  }

  @Test
  void budgetThatDoesNotHoldModulesSaysWhichWould() {
    String refused = ofHost("--max-label-rules", "0", "--skip-code-type", "bin_t").ended(2).err();

    Matcher remedy = Pattern.compile("--max-label-rules ([0-9]+) or more").matcher(refused);
    assertThat(refused).contains("--max-label-rules 0 does not do: modules take");
    assertThat(remedy.find()).isTrue();
    ofHost("--max-label-rules", remedy.group(1), "--skip-code-type", "bin_t").succeeded();
  }

  @Test
  void filesThatAreNoneAreNamedForWhatTheyAre() {
    assertThat(ofHost("--booleans", packages).ended(4).err())
        .contains("--booleans " + packages + ": this is a folder");
    assertThat(ofHost("--booleans", work.resolve("none")).ended(4).err())
        .contains("there is no such file");
    Run run = ofHost("--setools", work.resolve("none")).ended(4);
    assertThat(run.err())
        .contains("--setools " + work.resolve("none") + ": there is no such folder")
        .doesNotContain("Asking setools");
  }

  @Test
  void withoutSetoolsItIsSaidHowToGetThem() {
    assertThat(
            Run.of("policy", "--no-cache", "--selinux", selinux.folder(), "--setools", packages)
                .ended(4)
                .err())
        .contains("seinfo", "nstall");
  }

  @Test
  void placeWithoutABinaryPolicyAsksForIt() {
    assertThat(policy("--selinux", selinux.contexts()).ended(2).err())
        .contains("no binary policy", "--selinux-policy FILE");
    assertThat(
            policy("--selinux", selinux.contexts(), "--selinux-policy", selinux.binary())
                .succeeded()
                .text())
        .startsWith("# IMA policy");
    assertThat(policy("--selinux", work.resolve("nowhere")).ended(4).err())
        .contains("nowhere does not exist");
  }

  @Test
  void wrongUseIsNamed() {
    assertThat(Run.of("policy").ended(2).err()).contains("--selinux is missing");
    assertThat(policy("--selinux", "auto").ended(2).err()).contains("there is no source");
    assertThat(ofHost("--no-cache").ended(2).err()).contains("exclude one another");
    assertThat(ofHost("--profile", "all").ended(2).err()).contains("none of code, tcb, integrity");
    assertThat(ofHost("--kernel", "4.18").ended(2).err()).contains("no kernel from 5.4 on");
    assertThat(ofHost("--kernel", "new").ended(2).err()).contains("no kernel from 5.4 on");
    assertThat(ofHost("--max-label-rules", "-1").ended(2).err()).contains("at least 0");
    assertThat(ofHost("-j", "0").ended(2).err()).contains("--jobs");
    assertThat(policy("--selinux", selinux.folder(), "--installed", work).ended(2).err())
        .contains("--installed goes with a SOURCE");
    Path same = work.resolve("same");
    assertThat(ofHost("-o", same, "--report", same).ended(2).err()).contains("one file");
  }

  @Test
  void packagesNeedAProofOfOrigin() {
    assertThat(policy("--selinux", selinux.folder(), packages).ended(5).err())
        .contains("no key is pinned");
  }
}
