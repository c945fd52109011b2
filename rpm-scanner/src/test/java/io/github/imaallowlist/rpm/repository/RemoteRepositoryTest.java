package io.github.imaallowlist.rpm.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ChecksumException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.http.FolderServer;
import io.github.imaallowlist.fixtures.http.Nginx;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import io.github.imaallowlist.rpm.transport.FetchFailedException;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories that createrepo_c made, from servers that are honest. */
@RequiresTool("createrepo_c")
class RemoteRepositoryTest {
  @TempDir private Path root;

  @BeforeEach
  void makeRepository() throws IOException {
    write("a.rpm", "a");
    write("b.rpm", "b");
    SampleRpms.createrepo(root);
  }

  private void write(String file, String name) throws IOException {
    byte[] rpm = RpmBytes.named(name).executable("/usr/bin/" + name, name.repeat(50_000)).build();
    Files.write(root.resolve(file), rpm);
  }

  /** In {@code repomd.xml} or {@code primary.xml}, which createrepo_c then does not compress. */
  private void edit(String from, String to) throws IOException {
    SampleRpms.createrepo(root, "--simple-md-filenames", "--no-database");
    Path packed = root.resolve("repodata/primary.xml.gz");
    Path primary = root.resolve("repodata/primary.xml");
    String text;
    try (var in = new GZIPInputStream(Files.newInputStream(packed))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String edited = text.replaceAll(from, to);
    assertThat(edited).isNotEqualTo(text);
    Files.writeString(primary, edited);
    Repomds.write(root, "primary.xml", Files.readAllBytes(primary), Files.size(primary));
  }

  @Test
  void listsWhatIsListedOnDisk() throws Exception {
    List<PackageRef> onDisk = Sources.open(root).list().packages();
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      List<PackageRef> packages = remote.list().packages();

      assertThat(packages).extracting(PackageRef::name).containsExactly("a.rpm", "b.rpm");
      assertThat(packages).usingRecursiveComparison().ignoringFields("location").isEqualTo(onDisk);
      assertThat(remote.repomd()).isEqualTo(Sources.open(root).repomd());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYLOAD", "HEADERS"})
  void scansAsOnDisk(ReadMode mode) throws Exception {
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri(""))) {
      List<ScanOutcome.Scanned> outcomes = ServedRepository.scan(remote, mode);

      assertThat(outcomes).allMatch(outcome -> outcome.contents().findings().isEmpty());
      assertThat(outcomes)
          .extracting(ScanOutcome.Scanned::contents)
          .usingRecursiveComparison()
          .isEqualTo(
              ServedRepository.scan(Sources.open(root), mode).stream()
                  .map(ScanOutcome.Scanned::contents)
                  .toList());
      remote.ensureUnchanged();
    }
  }

  @Test
  void headersTakeOneRequestEachForTheirBytesAlone() throws Exception {
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      List<PackageRef> packages = remote.list().packages();
      List<ScanOutcome.Scanned> outcomes = ServedRepository.scan(remote, ReadMode.HEADERS);

      assertThat(outcomes).noneMatch(ServedRepository::isWholeFileChecked);
      for (PackageRef ref : packages) {
        long end = ref.headerRange().orElseThrow().end();
        assertThat(end).isLessThan(ref.size().orElseThrow());
        assertThat(server.requests())
            .filteredOn(request -> request.target().endsWith(ref.name()))
            .singleElement()
            .satisfies(
                request -> assertThat(request.header("Range")).contains("bytes=0-" + (end - 1)));
      }
    }
  }

  @Test
  void wholeFileIsCheckedWhereItIsRead() throws Exception {
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      assertThat(ServedRepository.scan(remote, ReadMode.PAYLOAD))
          .allMatch(ServedRepository::isWholeFileChecked);
      assertThat(server.requests())
          .filteredOn(request -> request.target().endsWith(".rpm"))
          .hasSize(2);
    }
    assertThat(ServedRepository.scan(Sources.open(root), ReadMode.HEADERS))
        .allMatch(ServedRepository::isWholeFileChecked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+1", "+100"})
  void headerThatEndsElsewhereIsAFinding(String shift) throws Exception {
    long end = Sources.open(root).list().packages().get(0).headerRange().orElseThrow().end();
    long claimed = end + Long.parseLong(shift.replace("+", ""));
    edit("end=\"" + end + "\"", "end=\"" + claimed + "\"");
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      assertThat(ServedRepository.findings(remote, ReadMode.HEADERS))
          .isNotEmpty()
          .extracting(Finding::kind)
          .containsOnly(FindingKind.METADATA_MISMATCH);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start=\"0\" end=\"0\"",
        "start=\"200\" end=\"200\"",
        "start=\"96\" end=\"999999999999\"",
        "start=\"96\" end=\"130000000\""
      })
  void headerRangeThatCannotBeIsAFindingWithoutARequest(String range) throws Exception {
    edit("header-range start=\"\\d+\" end=\"\\d+\"", "header-range " + range);
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      assertThat(ServedRepository.findings(remote, ReadMode.HEADERS))
          .hasSize(2)
          .extracting(Finding::kind)
          .containsOnly(FindingKind.METADATA_MISMATCH);
      assertThat(server.requests()).noneMatch(request -> request.target().endsWith(".rpm"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYLOAD", "HEADERS"})
  void packageThatIsGoneIsAFinding(ReadMode mode) throws Exception {
    Files.delete(root.resolve("a.rpm"));
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      assertThat(ServedRepository.findings(remote, mode))
          .singleElement()
          .returns(FindingKind.MISSING_PACKAGE, Finding::kind)
          .returns("a.rpm", Finding::file);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYLOAD", "HEADERS"})
  void packageOfAnotherSizeIsAFinding(ReadMode mode) throws Exception {
    Path file = root.resolve("a.rpm");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      assertThat(ServedRepository.findings(remote, mode))
          .singleElement()
          .returns(FindingKind.CHECKSUM_MISMATCH, Finding::kind);
    }
  }

  @Test
  void anotherPackageOfTheSameSizeIsAFinding() throws Exception {
    Path file = root.resolve("a.rpm");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      assertThat(ServedRepository.findings(remote, ReadMode.PAYLOAD))
          .extracting(Finding::kind)
          .contains(FindingKind.CHECKSUM_MISMATCH);
    }
  }

  @Test
  void changeBetweenOpeningAndListingWinsOverWhatIsMissingThen() throws Exception {
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      write("c.rpm", "c");
      SampleRpms.createrepo(root);

      assertThatThrownBy(remote::list)
          .isInstanceOf(SourceChangedException.class)
          .hasMessageContaining("repomd.xml is another one");
    }
  }

  @Test
  void changeWhileItIsReadIsFoundAtTheEnd() throws Exception {
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      SourceListing listing = remote.list();
      assertThat(listing.packages()).hasSize(2);
      write("c.rpm", "c");
      SampleRpms.createrepo(root);
      assertThatThrownBy(remote::ensureUnchanged).isInstanceOf(SourceChangedException.class);

      Files.delete(root.resolve("repodata/repomd.xml"));
      assertThatThrownBy(remote::ensureUnchanged)
          .isInstanceOf(SourceChangedException.class)
          .hasMessageContaining("is gone");
    }
  }

  @Test
  void damagedPrimaryIsAnErrorWhileRepomdIsTheSame() throws Exception {
    try (Stream<Path> files = Files.list(root.resolve("repodata"))) {
      Path primary =
          files.filter(f -> f.toString().endsWith("primary.xml.gz")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(primary);
      bytes[bytes.length - 1] ^= 1;
      Files.write(primary, bytes);
    }
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      assertThatThrownBy(remote::list)
          .isInstanceOf(ChecksumException.class)
          .hasMessageContaining("checksum");
    }
  }

  @Test
  void signatureIsFetchedWhereItIs() throws Exception {
    try (FolderServer server = FolderServer.of(root)) {
      try (PackageSource unsigned = ServedRepository.open(server.uri("/"))) {
        assertThat(unsigned.metadataProof(Keyring.EMPTY, Instant.EPOCH))
            .isEqualTo(new MetadataProof.NotSigned());
      }
      Files.writeString(root.resolve("repodata/repomd.xml.asc"), "no signature");
      try (PackageSource signed = ServedRepository.open(server.uri("/"))) {
        assertThat(signed.metadataProof(Keyring.EMPTY, Instant.EPOCH))
            .isInstanceOf(MetadataProof.NotProved.class);
      }
    }
  }

  @Test
  void mirrorStandsInForWhatIsMissing() throws Exception {
    Path other = Files.createDirectory(root.resolve("other"));
    try (FolderServer empty = FolderServer.of(other);
        FolderServer server = FolderServer.of(root);
        PackageSource remote =
            ServedRepository.open(
                empty.uri("/").toString(),
                ServedRepository.settings().withMirrors(List.of(server.uri("/").toString())))) {
      assertThat(ServedRepository.findings(remote, ReadMode.PAYLOAD)).isEmpty();
      assertThat(remote.name()).isEqualTo(empty.uri("").toString());
    }
  }

  @Test
  void withoutMetadataTheMessageSaysWhatToName() throws Exception {
    try (FolderServer server = FolderServer.of(root)) {
      assertThatThrownBy(() -> ServedRepository.open(server.uri("/nowhere")))
          .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
          .returns(ExitCode.IO, AllowlistException::exitCode)
          .extracting(Throwable::getMessage)
          .asString()
          .endsWith("/nowhere has no repodata/repomd.xml");
    }
  }

  @Test
  void userAndPasswordAreSentAndNeverShown() throws Exception {
    try (FolderServer server = FolderServer.withPassword(root, "me:p@ss+word")) {
      String withUser = server.uri("/").toString().replace("://", "://me:p%40ss+word@");
      try (PackageSource remote = ServedRepository.open(withUser, ServedRepository.settings())) {
        assertThat(remote.name()).isEqualTo(server.uri("").toString());
        assertThat(ServedRepository.findings(remote, ReadMode.HEADERS)).isEmpty();
      }
      SourceSettings login =
          ServedRepository.settings().withLogin(new SourceSettings.Login("me", "p@ss+word"));
      try (PackageSource remote = ServedRepository.open(server.uri("/").toString(), login)) {
        assertThat(remote.list().packages()).hasSize(2);
      }
      assertThatThrownBy(
              () ->
                  ServedRepository.open(
                      withUser.replace("word", "wrong"), ServedRepository.settings()))
          .isInstanceOf(FetchFailedException.class)
          .message()
          .doesNotContain("p@ss", "p%40ss", "wrong");
    }
  }

  @Test
  void packageByUrlIsReadToItsHeadersEndOnly() throws Exception {
    try (FolderServer server = FolderServer.of(root);
        PackageSource single = ServedRepository.open(server.uri("/a.rpm"))) {
      assertThat(single).isInstanceOf(PackageUrl.class);
      assertThat(single.name()).isEqualTo(server.uri("/a.rpm").toString());
      for (ReadMode mode : List.of(ReadMode.HEADERS, ReadMode.PAYLOAD)) {
        ScanOutcome.Scanned outcome = ServedRepository.scan(single, mode).get(0);
        assertThat(outcome.contents().findings()).isEmpty();
        assertThat(ServedRepository.isWholeFileChecked(outcome)).isFalse();
        assertThat(outcome.contents().files()).hasSize(1);
      }
      single.ensureUnchanged();
    }
  }

  @Test
  @RequiresTool("nginx")
  void namesAreEncodedAsTheServerDecodesThem(@TempDir Path own) throws Exception {
    Path files = Files.createDirectories(own.resolve("files/100% sure"));
    for (String name : List.of("a b", "50%41", "c++~1", "naïve", "q?x", "h#x")) {
      Files.copy(root.resolve("a.rpm"), files.resolve(name + ".rpm"));
    }
    SampleRpms.createrepo(files);
    try (Nginx server = Nginx.plain(own.resolve("files"), Files.createDirectory(own.resolve("n")));
        PackageSource remote = ServedRepository.open(server.uri("/100%25%20sure/"))) {
      List<ScanOutcome.Scanned> outcomes = ServedRepository.scan(remote, ReadMode.PAYLOAD);
      assertThat(outcomes).hasSize(6).allMatch(ServedRepository::isWholeFileChecked);
      assertThat(ServedRepository.findings(remote, ReadMode.HEADERS)).isEmpty();
    }
  }

  @Test
  void baseInTheMetadataGoesBeforeTheRepositorysOwn() throws Exception {
    Path packages = Files.createDirectory(root.resolve("elsewhere"));
    Files.move(root.resolve("b.rpm"), packages.resolve("b.rpm"));
    try (FolderServer other = FolderServer.of(packages);
        FolderServer server = FolderServer.of(root)) {
      edit(
          "<location href=\"elsewhere/b.rpm\"",
          "<location xml:base=\"" + other.uri("/") + "\" href=\"b.rpm\"");
      try (PackageSource remote = ServedRepository.open(server.uri("/"))) {
        assertThat(ServedRepository.findings(remote, ReadMode.PAYLOAD)).isEmpty();
      }
      edit(
          "<location href=\"elsewhere/b.rpm\"", "<location href=\"" + other.uri("/%62.rpm") + "\"");
      try (PackageSource remote = ServedRepository.open(server.uri("/"))) {
        assertThat(ServedRepository.findings(remote, ReadMode.PAYLOAD)).isEmpty();
      }
      assertThat(other.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "href=\"../b.rpm\"",
        "href=\"/b.rpm\"",
        "href=\"ftp://example.org/b.rpm\"",
        "href=\"http://example.org/../b.rpm\"",
        "href=\"http://example.org/%2e%2e/b.rpm\"",
        "href=\"http://user@example.org/b.rpm\"",
        "href=\"http:///b.rpm\"",
        "xml:base=\"file:///tmp\" href=\"b.rpm\"",
        "xml:base=\"http://example.org\" href=\"../b.rpm\"",
        "xml:base=\"http://example.org\" href=\"/b.rpm\"",
        "xml:base=\"http://exa mple.org\" href=\"b.rpm\"",
      })
  void locationThatLeavesItsBaseIsRefused(String location) throws Exception {
    edit("href=\"b.rpm\"", location);
    try (FolderServer server = FolderServer.of(root);
        PackageSource remote = ServedRepository.open(server.uri("/"))) {
      assertThatThrownBy(remote::list)
          .isInstanceOf(MalformedInputException.class)
          .hasMessageContaining("expected a location in the repository");
    }
  }
}
