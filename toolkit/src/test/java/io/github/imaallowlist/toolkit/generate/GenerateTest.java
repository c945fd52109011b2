package io.github.imaallowlist.toolkit.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GenerateTest {
  @TempDir private Path work;
  private Path source;
  private Path output;

  @BeforeEach
  void makePackages() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    output = work.resolve("list");
    write("a.rpm", "a");
    write("b.rpm", "b");
  }

  @Test
  void resultSaysWhatWasReadAndTaken() throws AllowlistException {
    GenerateResult result = Generate.run(request(1, true, false), ProgressListener.NONE);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.isWritten()).isTrue();
    assertThat(result.packagesRead()).isEqualTo(2);
    assertThat(result.counts().orElseThrow().paths()).isEqualTo(2);
    assertThat(result.sources()).extracting(SourceSummary::kind).containsExactly("folder");
    assertThat(output).content().contains("/usr/bin/a", "/usr/bin/b");
  }

  @Test
  void withoutProofNothingIsRead() {
    assertThatThrownBy(() -> Generate.run(request(1, false, false), ProgressListener.NONE))
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(ExitCode.NO_TRUST, AllowlistException::exitCode);
    assertThat(output).doesNotExist();
  }

  @Test
  void findingLeavesNothingUnlessTheRequestAllowsIt() throws AllowlistException, IOException {
    Files.write(source.resolve("bad.rpm"), new byte[10]);

    GenerateResult refused = Generate.run(request(2, true, false), ProgressListener.NONE);
    assertThat(refused.isWritten()).isFalse();
    assertThat(refused.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(output).doesNotExist();

    GenerateResult written = Generate.run(request(2, true, true), ProgressListener.NONE);
    assertThat(written.isWritten()).isTrue();
    assertThat(written.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(output).content().contains("\"complete\": false");
  }

  @Test
  void listenerHearsThePhasesInTheirOrder() throws AllowlistException {
    StringBuilder heard = new StringBuilder();

    Generate.run(request(1, true, false), at(phase -> heard.append(phase).append(' ')));

    assertThat(heard).hasToString("LIST SCAN WRITE SIGN ");
  }

  @Test
  @RequiresTool("createrepo_c")
  void repositoryThatIsReplacedWhileItIsReadIsRefused() {
    BuiltRepository.createRepodata(source);

    assertChangeIsRefused(
        "repodata/repomd.xml is another one",
        () -> {
          write("c.rpm", "c");
          BuiltRepository.createRepodata(source);
        });
  }

  @Test
  void folderThatChangesWhileItIsReadIsRefused() {
    assertChangeIsRefused("changed while it was read", () -> write("c.rpm", "c"));
  }

  @Test
  void packageThatChangesWhileItIsReadIsRefused() {
    assertChangeIsRefused(
        "changed while it was read",
        () -> Files.write(source.resolve("a.rpm"), new byte[1], StandardOpenOption.APPEND));
  }

  private interface Change {
    void make() throws IOException;
  }

  private void assertChangeIsRefused(String message, Change change) {
    ProgressListener changing =
        at(
            phase -> {
              if (phase == ProgressListener.Phase.SCAN) {
                try {
                  change.make();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });

    assertThatThrownBy(() -> Generate.run(request(1, true, true), changing))
        .hasMessageContaining(message)
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(ExitCode.IO, AllowlistException::exitCode);
    assertThat(output).doesNotExist();
  }

  @Test
  void requestWithoutSourceOrJobIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> request(0, true, true));
    assertThatIllegalArgumentException().isThrownBy(() -> request(List.of(), 1, true, true));
  }

  static ProgressListener at(Consumer<ProgressListener.Phase> action) {
    return new ProgressListener() {
      @Override
      public void phase(Phase phase) {
        action.accept(phase);
      }

      @Override
      public void scanStarted(int packages, long bytes) {}

      @Override
      public void packageScanned(String name, long bytes) {}

      @Override
      public void waiting(Path place, String holder, Duration waited, Duration patience) {}
    };
  }

  private void write(String file, String name) throws IOException {
    byte[] rpm = RpmBytes.named(name).executable("/usr/bin/" + name, name).build();
    Files.write(source.resolve(file), rpm);
  }

  private GenerateRequest request(int jobs, boolean allowUnsigned, boolean allowIncomplete) {
    return request(List.of(source), jobs, allowUnsigned, allowIncomplete);
  }

  private GenerateRequest request(
      List<Path> sources, int jobs, boolean allowUnsigned, boolean allowIncomplete) {
    return new GenerateRequest(
        new SourceRequest(
            sources.stream().map(Path::toString).toList(),
            SourceSettings.defaults(),
            PackageSelection.everything(),
            ReadMode.PAYLOAD,
            jobs),
        new TrustRequest(List.of(), Requirement.EITHER, allowUnsigned, Instant.EPOCH),
        FileSignatureRequest.NONE,
        ListRequest.of(AllowlistFormat.KEYLIME).withAllowIncomplete(allowIncomplete),
        OutputRequest.unsigned(new Destination.InFile(output), work));
  }
}
