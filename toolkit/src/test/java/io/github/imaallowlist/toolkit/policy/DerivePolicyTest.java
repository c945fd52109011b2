package io.github.imaallowlist.toolkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.selinux.analysis.TypeClass;
import io.github.imaallowlist.selinux.derive.Profile;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.selinux.HostPolicies;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool({"seinfo", "sesearch"})
final class DerivePolicyTest {
  @TempDir private Path work;
  private Path packages = Path.of("");

  @BeforeEach
  void makePackages() throws IOException {
    packages = Files.createDirectory(work.resolve("packages"));
    HostPolicies.writeHost(packages);
  }

  private PolicyResult derive(Profile profile, Optional<SourceRequest> source)
      throws AllowlistException {
    return derive(profile, source, Optional.empty());
  }

  private PolicyResult derive(
      Profile profile, Optional<SourceRequest> source, Optional<Path> installed)
      throws AllowlistException {
    return DerivePolicy.run(
        new PolicyRequest(
            HostPolicies.installed(work.resolve("cache")),
            source,
            HostPolicies.TRUST,
            installed,
            new RuleRequest(profile, new KernelVersion(6, 1), 150, new TreeSet<>()),
            false,
            new Destination.InFile(work.resolve("ima-policy")),
            Optional.of(
                new PolicyRequest.Report(
                    new Destination.InFile(work.resolve("report")),
                    (report, out) ->
                        out.write(report.counts().toString().getBytes(StandardCharsets.UTF_8)))),
            work),
        ProgressListener.NONE);
  }

  @Test
  void rulesAreForTheLabelsOfThePackages() throws Exception {
    PolicyResult result = derive(Profile.TCB, Optional.of(HostPolicies.packages(packages)));

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.packages()).isEqualTo(1);
    assertThat(result.report().occurring().files())
        .containsEntry("bin_t", 1L)
        .containsEntry("man_t", 1L)
        .containsEntry("var_lib_t", 1L);
    assertThat(result.report().analysis().report("bin_t"))
        .hasValueSatisfying(type -> assertThat(type.typeClass()).isEqualTo(TypeClass.CODE));
    assertThat(work.resolve("ima-policy"))
        .content()
        .contains("dont_measure func=FILE_CHECK obj_type=var_lib_t\n");
    assertThat(work.resolve("report")).exists();
  }

  @Test
  void withoutPackagesAnyLabelMayOccur() throws Exception {
    PolicyResult result = derive(Profile.CODE, Optional.empty());

    assertThat(result.report().counted()).isFalse();
    assertThat(result.report().occurring().files()).hasSizeGreaterThan(1000);
    assertThat(result.written()).isTrue();
  }

  @Test
  void anInstalledPackageThatTheSourcesLackIsAFindingAndNothingIsWritten() throws Exception {
    Path installed =
        Files.writeString(
            work.resolve("rpm-qa"),
            HostPolicies.HOST.fileName().replace(".rpm", "") + "\nother-1-1.noarch\n");

    PolicyResult result =
        derive(Profile.TCB, Optional.of(HostPolicies.packages(packages)), Optional.of(installed));

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.findings().toString()).contains("other-1-1.noarch");
    assertThat(work.resolve("ima-policy")).doesNotExist();
  }

  @Test
  void aCacheThatIsAFileIsNoReasonToFail() throws Exception {
    Files.writeString(work.resolve("cache"), "in the way");

    assertThat(derive(Profile.CODE, Optional.empty()).written()).isTrue();
  }

  @Test
  void installedPackagesGoWithSources() {
    assertThatThrownBy(() -> derive(Profile.CODE, Optional.empty(), Optional.of(work)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
