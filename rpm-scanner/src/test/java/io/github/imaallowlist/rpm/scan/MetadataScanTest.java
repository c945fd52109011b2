package io.github.imaallowlist.rpm.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.Content;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.FilelistsExt;
import io.github.imaallowlist.fixtures.PackagedFile;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSource;
import io.github.imaallowlist.rpm.repository.SourceListing;
import io.github.imaallowlist.rpm.repository.Sources;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Digests from {@code filelists-ext}, made from what rpm says of the packages. */
@RequiresTool({"rpm", "createrepo_c", "modifyrepo_c"})
class MetadataScanTest {
  @TempDir private Path root;

  private record Result(List<ScanOutcome.Scanned> outcomes, List<Finding> own) {
    List<FindingKind> kinds() {
      return Stream.concat(
              outcomes.stream().flatMap(outcome -> outcome.contents().findings().stream()),
              own.stream())
          .map(Finding::kind)
          .toList();
    }
  }

  private Result scan(HashAlgorithm... algorithms) throws Exception {
    try (PackageSource source = Sources.open(root)) {
      SourceListing listing = source.list();
      return scan(source, listing, listing.packages(), algorithms);
    }
  }

  private static final MetadataProof.Proved PROVED =
      new MetadataProof.Proved(new Fingerprint(new byte[20]));

  private static Result scan(
      PackageSource source,
      SourceListing listing,
      List<PackageRef> wanted,
      HashAlgorithm... algorithms)
      throws Exception {
    List<ScanOutcome.Scanned> outcomes = new ArrayList<>();
    List<Finding> own =
        new MetadataScan(
                new TreeSet<>(
                    algorithms.length == 0 ? Set.of(HashAlgorithm.SHA256) : Set.of(algorithms)),
                TrustPolicy.none(),
                PROVED)
            .run(source, listing, wanted, outcome -> outcomes.add((ScanOutcome.Scanned) outcome));
    return new Result(outcomes, own);
  }

  private void write(String name, RpmBytes rpm) throws IOException {
    Files.write(root.resolve(name + ".rpm"), rpm.build());
  }

  private void writeTwo() throws IOException {
    write("a", RpmBytes.named("a").executable("/usr/bin/a", "a"));
    write("b", RpmBytes.named("b").executable("/usr/bin/b", "b"));
    BuiltRepository.createRepodata(root);
  }

  @Test
  @RequiresTool("rpmbuild")
  void givesWhatTheHeadersGive() throws Exception {
    for (Path rpm : BuiltRepository.packages()) {
      Files.copy(rpm, root.resolve(rpm.getFileName()));
    }
    BuiltRepository.createRepodata(root);
    FilelistsExt.addTo(root);

    Result result = scan();

    assertThat(result.kinds()).isEmpty();
    PackageScanner scanner = Packages.scanner(ReadMode.HEADERS, HashAlgorithm.SHA256);
    assertThat(result.outcomes()).hasSameSizeAs(BuiltRepository.packages());
    for (ScanOutcome.Scanned outcome : result.outcomes()) {
      ScannedPackage headers = Packages.scanned(scanner.scan(outcome.ref()));
      assertThat(outcome.contents().files())
          .containsExactlyElementsOf(headers.files().stream().map(this::withoutTraits).toList());
      assertThat(outcome.contents().unmeasured()).isEqualTo(headers.unmeasured());
      assertThat(outcome.contents().id()).isEqualTo(headers.id());
      assertThat(outcome.contents().headerAlgorithm()).isEqualTo(headers.headerAlgorithm());
      assertThat(outcome.proof().metadataSigner()).contains(PROVED.signer());
    }
  }

  /** Of modes the metadata says nothing. */
  private MeasuredFile withoutTraits(MeasuredFile file) {
    return new MeasuredFile(file.path(), file.digests(), file.imaSignature(), FileTraits.UNKNOWN);
  }

  @Test
  void onlyWantedPackagesComeOut() throws Exception {
    writeTwo();
    FilelistsExt.addTo(root);
    PackageSource source = Sources.open(root);
    SourceListing listing = source.list();

    Result result = scan(source, listing, listing.packages().subList(1, 2));

    assertThat(result.kinds()).isEmpty();
    assertThat(result.outcomes())
        .singleElement()
        .satisfies(outcome -> assertThat(outcome.ref().name()).isEqualTo("b.rpm"));
  }

  @Test
  void pathsAreTakenAsTheyAre() throws Exception {
    PackagedFile blanks = PackagedFile.regular("/srv/ two  blanks ", Content.text("x"));
    write("a", RpmBytes.named("a").file(blanks).executable("/usr/bin/a&<b>\"'", "a"));
    BuiltRepository.createRepodata(root);
    FilelistsExt.addTo(root);

    assertThat(scan().outcomes().get(0).contents().files())
        .extracting(file -> file.path().toString())
        .containsExactlyInAnyOrder("/srv/ two  blanks ", "/usr/bin/a&<b>\"'");
  }

  static Stream<Arguments> spoilt() {
    return Stream.of(
        Arguments.of("without hashes", " hash=\"[^\"]*\"", "", FindingKind.NO_DIGEST),
        Arguments.of("a hash of zeros", "hash=\"[^\"]*\"", zeros(), FindingKind.NO_DIGEST),
        Arguments.of("MD5", "type=\"sha256\"", "type=\"md5\"", FindingKind.WEAK_DIGEST),
        Arguments.of("SHA-1", "type=\"sha256\"", "type=\"sha1\"", FindingKind.WEAK_DIGEST),
        Arguments.of("unknown", "type=\"sha256\"", "type=\"unknown\"", FindingKind.WEAK_DIGEST),
        Arguments.of("none said", "type=\"sha256\"", "type=\"\"", FindingKind.WEAK_DIGEST),
        Arguments.of(
            "another algorithm", "type=\"sha256\"", "type=\"sha512\"", FindingKind.OTHER_ALGORITHM),
        Arguments.of("no hexadecimal", "hash=\".", "hash=\"x", FindingKind.MALFORMED_PACKAGE),
        Arguments.of("relative", ">/usr", ">usr", FindingKind.MALFORMED_PACKAGE),
        Arguments.of(
            "listed twice",
            "(?s)(  <file hash.*?</file>\n)",
            "$1$1",
            FindingKind.MALFORMED_PACKAGE),
        Arguments.of(
            "another version", "ver=\"[^\"]*\"", "ver=\"99\"", FindingKind.METADATA_MISMATCH));
  }

  private static String zeros() {
    return "hash=\"" + "0".repeat(64) + "\"";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoilt")
  void packageThatIsNotProvedIsAFinding(String what, String from, String to, FindingKind kind)
      throws Exception {
    writeTwo();
    FilelistsExt.add(root, FilelistsExt.xml(root).replaceAll(from, to));

    Result result = scan();

    assertThat(result.kinds()).containsExactly(kind, kind);
    assertThat(result.outcomes()).allMatch(outcome -> outcome.contents().files().isEmpty());
  }

  @Test
  void packageOfLinksAloneCannotBeToldFromOneThatLostItsHashes() throws Exception {
    write("links", RpmBytes.named("links").symlink("/usr/bin/x", "y"));
    write("empty", RpmBytes.named("empty").directory("/srv"));
    BuiltRepository.createRepodata(root);
    FilelistsExt.addTo(root);

    assertThat(scan().kinds()).containsExactly(FindingKind.NO_DIGEST);
  }

  @Test
  void packageThatOnlyOneOfTheFilesListsIsAFinding() throws Exception {
    writeTwo();
    String both = FilelistsExt.xml(root);
    write("a", RpmBytes.named("a").executable("/usr/bin/a", "another"));
    BuiltRepository.createRepodata(root);
    FilelistsExt.add(root, both);

    Result result = scan();

    assertThat(result.own())
        .singleElement()
        .returns(FindingKind.METADATA_MISMATCH, Finding::kind)
        .satisfies(finding -> assertThat(finding.detail()).contains("primary.xml does not"));
    assertThat(result.outcomes().stream().flatMap(one -> one.contents().findings().stream()))
        .singleElement()
        .returns("a.rpm", Finding::file)
        .satisfies(finding -> assertThat(finding.detail()).contains("does not list it"));
  }

  @Test
  void samePackageInTwoPlacesIsTakenTwice() throws Exception {
    writeTwo();
    Files.copy(root.resolve("a.rpm"), root.resolve("c.rpm"));
    BuiltRepository.createRepodata(root);
    FilelistsExt.addTo(root);

    Result result = scan();

    assertThat(result.kinds()).isEmpty();
    assertThat(result.outcomes()).hasSize(3);
  }

  static Stream<String> broken() {
    return Stream.of(
        "packages=\"2\"->packages=\"3\"",
        "metadata/filelists-ext->metadata/filelists",
        "<file hash->" + "<file type=\"socket\" hash",
        "pkgid=->id=",
        "<version->" + "<version epoch=\"1\" ver=\"1\" rel=\"1\"/><version",
        "epoch=\"0\"->epoch=\"x\"");
  }

  @ParameterizedTest
  @MethodSource("broken")
  void fileOfAnotherFormIsAnError(String change) throws Exception {
    writeTwo();
    String[] fromTo = change.split("->", 2);
    FilelistsExt.add(root, FilelistsExt.xml(root).replace(fromTo[0], fromTo[1]));

    assertThatThrownBy(this::scan).isInstanceOf(InputException.class);
  }

  @Test
  void damagedFileIsAnErrorHoweverFarItWasRead() throws Exception {
    writeTwo();
    FilelistsExt.addTo(root);
    try (Stream<Path> files = Files.list(root.resolve("repodata"))) {
      Path file =
          files.filter(f -> f.toString().contains("filelists-ext")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[4] ^= 1; // the time in gzip's header, which the content does not depend on
      Files.write(file, bytes);
    }
    assertThatThrownBy(this::scan)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void withoutSuchMetadataTheMessageSaysHowToMakeIt() throws Exception {
    writeTwo();
    for (Path source : List.of(root, root.resolve("a.rpm"))) {
      assertThatThrownBy(() -> MetadataScan.ensurePossible(Sources.open(source)))
          .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
          .returns(ExitCode.USAGE, AllowlistException::exitCode)
          .satisfies(e -> assertThat(e.remedy()).contains("--filelists-ext", "--read headers"));
    }
  }

  @Test
  void digestsOfTheAlgorithmThatWasAskedForAreTaken() throws Exception {
    write("a", RpmBytes.named("a").digests(Digest.SHA512).executable("/usr/bin/a", "a"));
    BuiltRepository.createRepodata(root);
    FilelistsExt.addTo(root);

    assertThat(scan(HashAlgorithm.SHA512).kinds()).isEmpty();
    assertThat(scan(HashAlgorithm.SHA256, HashAlgorithm.SHA512).kinds())
        .containsExactly(FindingKind.OTHER_ALGORITHM);
  }
}
