package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code generate --profile}, on the SELinux policy of this machine. */
@RequiresTool({"seinfo", "sesearch"})
final class GenerateProfileTest {
  /** One for all tests: setools takes some seconds for a policy. */
  @TempDir private static Path cache;

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
            .executable("/usr/share/man/example", "#!/bin/sh\n")
            .file("/usr/share/man/man1/library", "\u007fELF")
            .file("/usr/share/man/man1/host.1", "man")
            .file("/usr/share/locale/host.mo", "words")
            .file("/lib/modules/6.1/a.ko.xz", "module")
            .file("/usr/lib/firmware/a.bin", "firmware"));
  }

  private Run generate(Object... args) {
    List<Object> all =
        new ArrayList<>(List.of(packages, "--selinux", selinux.folder(), "--cache", cache));
    all.addAll(Arrays.asList(args));
    return Run.generate(all.toArray());
  }

  private Run derived(String profile, String name) {
    return generate(
        "--profile",
        profile,
        "--ima-policy-output",
        work.resolve(name + ".policy"),
        "-o",
        work.resolve(name));
  }

  @Test
  void codeIsListedAndDataIsNot() {
    String summary = derived("code", "list").succeeded().err();

    assertThat(Policy.of(work.resolve("list")).digests())
        .containsOnlyKeys(
            "/etc/ima/ima-policy",
            "/lib/modules/6.1/a.ko.xz",
            "/usr/bin/host",
            "/usr/lib/firmware/a.bin",
            "/usr/share/man/example",
            "/usr/share/man/man1/library");
    assertThat(summary)
        .containsPattern(" 1 +[0-9]+ B  not-code      man_t")
        .containsPattern(" 1 +[0-9]+ B  not-code      locale_t")
        .containsPattern("[0-9]+ with a label");
  }

  @Test
  void policyStaysWhatItWasWhereItsListCannotBeWritten() throws IOException {
    Path place = Files.writeString(work.resolve("ima-policy"), "measure func=BPRM_CHECK\n");
    Run run =
        generate("--profile", "code", "--ima-policy-output", place, "-o", Path.of("/dev/full"));

    assertThat(run.ended(4).err()).contains("/dev/full");
    assertThat(place).hasContent("measure func=BPRM_CHECK\n");
    try (Stream<Path> files = Files.list(work)) {
      assertThat(files).containsExactlyInAnyOrder(place, packages);
    }
  }

  /** Hard links are one file, with the label of one of its names. */
  @Test
  void whatMayBeALinkToCodeStays() throws IOException {
    Repositories.write(
        packages,
        "linked.rpm",
        RpmBytes.named("linked")
            .file("/usr/lib/linked", "one")
            .file("/usr/share/man/linked.1", "one")
            .file("/usr/share/man/alone.1", "two"));

    derived("code", "list").succeeded();

    assertThat(Policy.of(work.resolve("list")).digests())
        .containsKeys("/usr/lib/linked", "/usr/share/man/linked.1")
        .doesNotContainKey("/usr/share/man/alone.1");
  }

  /** What was derived on the way filters as any policy does. */
  @ParameterizedTest
  @ValueSource(strings = {"code", "tcb", "integrity"})
  void derivedPolicyKeepsTheSameWhenItIsGiven(String profile) {
    derived(profile, "one").succeeded();
    derived(profile, "two").succeeded();
    generate("--ima-policy", work.resolve("one.policy"), "-o", work.resolve("given")).succeeded();

    assertThat(work.resolve("two.policy")).hasSameBinaryContentAs(work.resolve("one.policy"));
    assertThat(Policy.of(work.resolve("two")).digests())
        .isEqualTo(Policy.of(work.resolve("one")).digests());
    assertThat(Policy.of(work.resolve("given")).digests())
        .isEqualTo(Policy.of(work.resolve("one")).digests());
    assertThat(Run.of("lint", work.resolve("one.policy")).succeeded().text()).isEmpty();
  }

  @Test
  @RequiresTool("sha256sum")
  void policiesAreListedAsTheKernelLogsThem() throws IOException {
    Path state = Files.writeString(work.resolve("state"), "initialized=1;enforcing=1;");
    Run run =
        generate(
            "--profile",
            "tcb",
            "--ima-policy-output",
            work.resolve("list.policy"),
            "--loaded-selinux-policy",
            selinux.binary(),
            "--ima-buf",
            "selinux-state=" + state,
            "-o",
            work.resolve("list"));
    assertThat(run.succeeded().err().replaceAll("\\s+", " "))
        .contains("hosts may log kexec-cmdline, which");
    Policy list = Policy.of(work.resolve("list"));

    assertThat(list.digests())
        .containsEntry("/etc/ima/ima-policy", List.of(sha256(work.resolve("list.policy"))));
    Path buffer = work.resolve("buffer");
    Files.write(buffer, HexFormat.of().parseHex(sha256(selinux.binary())));
    assertThat(Json.map(list.json().get("ima-buf")))
        .isEqualTo(
            Map.of(
                "selinux-policy-hash",
                List.of(sha256(buffer)),
                "selinux-state",
                List.of(sha256(state))));
    assertThat(Json.map(list.provenance().get("filter")))
        .containsEntry("profile", "tcb")
        .containsEntry("selinux-policy-sha256", sha256(selinux.binary()));
  }

  /** The file of a policy does not have the hash that hosts log of it: nothing is made up. */
  @Test
  void whatHostsLogOfSelinuxIsAskedForWhereItIsNotKnown() {
    String summary = derived("code", "list").succeeded().err();

    assertThat(summary.replaceAll("\\s+", " "))
        .contains(
            "hosts may log selinux-policy-hash, selinux-state, kexec-cmdline, which ima-buf lacks");
    assertThat(Json.map(Policy.of(work.resolve("list")).json().get("ima-buf"))).isEmpty();
  }

  private static String sha256(Path file) {
    return Tools.run("sha256sum", file).succeeded().text().substring(0, 64);
  }

  @Test
  void ruleForATypeThatTheSelinuxPolicyLacksIsRefused() throws IOException {
    Path policy = work.resolve("policy");
    Files.writeString(policy, "measure func=FILE_CHECK obj_type=no_such_type_of_any_policy_t\n");

    assertThat(generate("--ima-policy", policy).ended(3).err())
        .contains("line 1", "no_such_type_of_any_policy_t");
  }

  @Test
  void aListThatIsNotMadeLeavesNoPolicyBehind() throws IOException {
    Files.write(packages.resolve("bad.rpm"), new byte[10]);

    derived("code", "list").ended(1);

    assertThat(work.resolve("list.policy")).doesNotExist();
    assertThat(work.resolve("list")).doesNotExist();
  }
}
