package io.github.imaallowlist.toolkit.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.FilelistsExt;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.http.FolderServer;
import io.github.imaallowlist.fixtures.http.HttpRequestHead;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.transport.TransportSettings;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists from a server, held against the list of the same repository on disk. */
@RequiresTool({"rpm", "rpmbuild", "createrepo_c", "modifyrepo_c"})
final class GenerateFromServerTest {
  /** {@code repomd.xml}, its signature, {@code primary.xml}; {@code repomd.xml} at the end. */
  private static final int METADATA_REQUESTS = 4;

  @TempDir private Path work;
  private Path root;

  @BeforeEach
  void copyRepository() throws IOException {
    root = Files.createDirectory(work.resolve("repo"));
    for (Path rpm : BuiltRepository.packages()) {
      Files.copy(rpm, root.resolve(rpm.getFileName()));
    }
    BuiltRepository.createRepodata(root);
    FilelistsExt.addTo(root);
  }

  private GenerateRequest request(String source, ReadMode mode, String output) {
    return new GenerateRequest(
        new SourceRequest(
            List.of(source),
            SourceSettings.defaults().withTransport(TransportSettings.defaults().withAttempts(1)),
            PackageSelection.everything(),
            mode,
            3),
        new TrustRequest(List.of(), Requirement.EITHER, true, Instant.EPOCH),
        FileSignatureRequest.NONE,
        ListRequest.of(AllowlistFormat.FLAT),
        OutputRequest.unsigned(new Destination.InFile(work.resolve(output)), work));
  }

  private GenerateResult generate(String source, ReadMode mode, String output)
      throws AllowlistException {
    return Generate.run(request(source, mode, output), ProgressListener.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void listIsTheSameAsFromDisk(ReadMode mode) throws Exception {
    GenerateResult fromDisk = generate(root.toString(), mode, "disk");
    GenerateResult fromServer;
    try (FolderServer server = FolderServer.of(root)) {
      fromServer = generate(server.uri("/").toString(), mode, "server");

      int packages = BuiltRepository.packages().size();
      assertThat(server.requests())
          .hasSize(METADATA_REQUESTS + (mode == ReadMode.METADATA ? 1 : packages));
      assertThat(server.requests())
          .extracting(HttpRequestHead::target)
          .filteredOn(target -> target.endsWith(".rpm"))
          .doesNotHaveDuplicates();
    }
    assertThat(work.resolve("server")).hasSameBinaryContentAs(work.resolve("disk"));
    assertThat(fromServer.counts()).isPresent().isEqualTo(fromDisk.counts());
    assertThat(fromServer.unmeasured()).isEqualTo(fromDisk.unmeasured());
    assertThat(fromServer.sources()).extracting(SourceSummary::kind).containsExactly("repository");
    assertThat(fromServer.sources().get(0).repomdSha256())
        .isEqualTo(fromDisk.sources().get(0).repomdSha256());
  }

  @Test
  void headersAreMuchLessThanThePackages() throws Exception {
    Files.write(
        root.resolve("large.rpm"),
        RpmBytes.named("large").executable("/usr/bin/large", "x".repeat(20_000_000)).build());
    BuiltRepository.createRepodata(root);
    try (FolderServer server = FolderServer.of(root)) {
      GenerateResult result = generate(server.uri("/").toString(), ReadMode.HEADERS, "list");

      assertThat(result.isWritten()).isTrue();
      assertThat(result.bytesRead()).isLessThan(200_000);
    }
  }

  @Test
  void missingPackageLeavesNoListAndAFinding() throws Exception {
    Files.delete(root.resolve(BuiltRepository.packages().get(0).getFileName()));
    try (FolderServer server = FolderServer.of(root)) {
      GenerateResult result = generate(server.uri("/").toString(), ReadMode.HEADERS, "list");

      assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
      assertThat(result.findings())
          .extracting(Finding::kind)
          .containsExactly(FindingKind.MISSING_PACKAGE);
      assertThat(work.resolve("list")).doesNotExist();
    }
  }

  @ParameterizedTest
  @EnumSource
  void repositoryThatIsPublishedAnewMeanwhileIsRefusedAndNotReported(ReadMode mode) {
    try (FolderServer server = FolderServer.of(root)) {
      ProgressListener publishing = GenerateTest.at(phase -> publishAnew(phase));

      assertThatThrownBy(
              () -> Generate.run(request(server.uri("/").toString(), mode, "list"), publishing))
          .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
          .returns(ExitCode.IO, AllowlistException::exitCode)
          .extracting(Throwable::getMessage)
          .asString()
          .contains("changed while it was read");
      assertThat(work.resolve("list")).doesNotExist();
    }
  }

  private void publishAnew(ProgressListener.Phase phase) {
    if (phase == ProgressListener.Phase.SCAN) {
      try {
        for (Path rpm : BuiltRepository.packages()) {
          String name = rpm.getFileName().toString();
          Files.write(
              root.resolve(name), RpmBytes.named("other").executable("/usr/bin/x", name).build());
        }
        BuiltRepository.createRepodata(root);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
