package io.github.imaallowlist.toolkit.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.trust.Proof;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes into a list besides packages, and what keeps it from being made. */
@RequiresTool("createrepo_c")
final class GenerateListTest {
  private static final ListRequest LIST = ListRequest.of(AllowlistFormat.KEYLIME);

  @TempDir private Path work;
  private Path repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = Files.createDirectory(work.resolve("repository"));
    write("a");
    BuiltRepository.createRepodata(repository, "--revision", "5");
  }

  private void write(String name) throws IOException {
    byte[] rpm = RpmBytes.named(name).executable("/usr/bin/" + name, name).build();
    Files.write(repository.resolve(name + ".rpm"), rpm);
  }

  private GenerateResult generate(ListRequest list, Path output) throws AllowlistException {
    return Generate.run(
        new GenerateRequest(
            new SourceRequest(
                List.of(repository.toString()),
                SourceSettings.defaults(),
                PackageSelection.everything(),
                ReadMode.PAYLOAD,
                2),
            new TrustRequest(List.of(), Requirement.EITHER, true, Instant.EPOCH),
            FileSignatureRequest.NONE,
            list,
            OutputRequest.unsigned(new Destination.InFile(output), work)),
        ProgressListener.NONE);
  }

  private static void assertRefused(ExitCode exit, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(exit, AllowlistException::exitCode);
  }

  @Test
  void whatIsMissingStrayOrWeaklyListedIsAFinding() throws Exception {
    Path output = work.resolve("list");
    write("stray");
    Files.delete(repository.resolve("a.rpm"));

    GenerateResult result = generate(LIST, output);

    assertThat(result.findings())
        .extracting(finding -> finding.kind())
        .containsExactlyInAnyOrder(FindingKind.MISSING_PACKAGE, FindingKind.STRAY_PACKAGE);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(output).doesNotExist();
  }

  @Test
  void basePolicyIsMergedInAndNamed() throws Exception {
    Path base = work.resolve("base");
    generate(LIST, base);
    write("b");
    BuiltRepository.createRepodata(repository);

    GenerateResult result = generate(LIST.withBase(base), work.resolve("list"));

    assertThat(result.proofs().of(Proof.Way.NONE)).isEqualTo(2);
    assertThat(work.resolve("list"))
        .content()
        .contains("/usr/bin/a", "/usr/bin/b", "\"base-sha256\"");
    Files.writeString(
        base, Files.readString(base).replace("\"excludes\": []", "\"excludes\": [\"(\"]"));
    assertRefused(
        ExitCode.USAGE, "in its excludes", () -> generate(LIST.withBase(base), work.resolve("x")));
  }

  @Test
  void baseWhoseKeysHaveNoPlaceInTheFormatIsRefused() throws Exception {
    Path base = work.resolve("base");
    generate(LIST, base);
    Files.writeString(
        base, Files.readString(base).replace("\"excludes\": []", "\"excludes\": [\"/tmp\"]"));

    assertRefused(
        ExitCode.USAGE,
        "have no place in the flat format",
        () -> generate(ListRequest.of(AllowlistFormat.FLAT).withBase(base), work.resolve("x")));
  }

  @Test
  void repositoryThatWasPutBackIsRefused() throws Exception {
    Path earlier = work.resolve("earlier");
    generate(LIST, earlier);
    generate(LIST.withNotOlderThan(earlier), work.resolve("again"));
    BuiltRepository.createRepodata(repository, "--revision", "4");

    assertRefused(
        ExitCode.NO_TRUST,
        "source 1 has revision 4, the other list 5",
        () -> generate(LIST.withNotOlderThan(earlier), work.resolve("list")));
    assertThat(work.resolve("list")).doesNotExist();
  }
}
