package io.github.imaallowlist.rpm.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.imaallowlist.error.ChecksumException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.metadata.Repomd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories as createrepo_c makes them, of packages as rpmbuild makes them. */
@RequiresTool({"rpmbuild", "rpm", "createrepo_c", "gzip", "bzip2", "xz", "zstd"})
class RepositoryFolderTest {
  private static final Path CORPUS = Path.of("../../shared/corpus/rpm");

  @TempDir static Path packages;
  @TempDir Path temporary;
  private Path folder;

  @BeforeAll
  static void makePackages() throws IOException {
    SampleRpms.build(packages);
  }

  @BeforeEach
  void nameFolder() {
    folder = temporary.resolve("repo");
  }

  @Test
  void packagesAreListedWithWhatTheMetadataClaims() throws Exception {
    PackageSource source = Sources.open(SampleRpms.repository(packages, folder));
    assertThat(source).isInstanceOf(RepositoryFolder.class);
    SourceListing listing = source.list();
    assertThat(listing.packages())
        .extracting(ref -> ref.id().orElseThrow())
        .containsExactly(
            new PackageId("alpha", OptionalInt.empty(), "1.0", "1", "noarch"),
            new PackageId("alpha", OptionalInt.empty(), "1.1", "1", "noarch"),
            new PackageId("beta", OptionalInt.of(2), "0.9", "3", "noarch"),
            new PackageId("beta", OptionalInt.of(2), "0.9", "3", "src"));
    assertThat(listing.missing()).isEmpty();
    assertThat(listing.stray()).isEmpty();
    assertThat(listing.weak()).isEmpty();
    assertTrueOfTheFiles(listing);
  }

  @Test
  void repomdIsKnownByItsDigestAndRevision() throws Exception {
    SampleRpms.repository(packages, folder, "--revision", "release 7");
    Repomd repomd = Sources.open(folder).repomd().orElseThrow();
    assertThat(repomd.revision()).contains("release 7");
    assertThat(repomd.primary().timestamp()).isPresent();
    byte[] bytes = Files.readAllBytes(folder.resolve("repodata/repomd.xml"));
    assertThat(repomd.digest().bytes())
        .isEqualTo(HashAlgorithm.SHA256.newMessageDigest().digest(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "bz2", "xz"})
  void everyCompressionOfCreaterepoIsRead(String compression) throws Exception {
    SampleRpms.repository(packages, folder, "--general-compress-type", compression);
    RepositoryFolder source = (RepositoryFolder) Sources.open(folder);
    assertThat(source.repomd().orElseThrow().primary().location().toString())
        .endsWith("." + compression);
    assertThat(source.list().packages()).hasSize(4);
  }

  @Test
  void plainMetadataIsRead() throws Exception {
    byte[] primary = decompressedPrimary();
    Repomds.write(folder, "primary.xml", primary, primary.length);
    assertThat(Sources.open(folder).list().packages()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-10", "--long=27"})
  void zstdMetadataIsRead(String option) throws Exception {
    byte[] primary = decompressedPrimary();
    byte[] compressed =
        Tools.command("zstd", "-q", option).input(primary).run().succeeded().output();
    Repomds.write(folder, "primary.xml.zst", compressed, primary.length);
    assertThat(Sources.open(folder).list().packages()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
  void streamOfSeveralPartsIsReadWhole(String tool) throws Exception {
    byte[] primary = decompressedPrimary();
    int half = primary.length / 2;
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    compressed.write(compress(tool, Arrays.copyOf(primary, half)));
    compressed.write(compress(tool, Arrays.copyOfRange(primary, half, primary.length)));
    Repomds.write(folder, "primary.xml.any", compressed.toByteArray(), primary.length);
    assertThat(Sources.open(folder).list().packages()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
  void streamThatWasCutShortIsMalformed(String tool) throws Exception {
    byte[] primary = decompressedPrimary();
    byte[] compressed = compress(tool, primary);
    Repomds.write(
        folder,
        "primary.xml.any",
        Arrays.copyOf(compressed, compressed.length - compressed.length / 3),
        primary.length);
    assertThatThrownBy(() -> Sources.open(folder).list())
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("primary.xml.any: at byte ")
        .hasMessageContaining("broken or cut short");
  }

  private static byte[] compress(String tool, byte[] content) {
    return Tools.command(tool, "-c").input(content).run().succeeded().output();
  }

  private byte[] decompressedPrimary() throws IOException {
    SampleRpms.repository(packages, folder, "--simple-md-filenames");
    return Tools.run("gzip", "-dc", folder.resolve("repodata/primary.xml.gz")).succeeded().output();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha224", "sha256", "sha384", "sha512"})
  void everyStrongChecksumOfCreaterepoIsAProof(String checksum) throws Exception {
    SourceListing listing =
        Sources.open(SampleRpms.repository(packages, folder, "--checksum", checksum)).list();
    assertThat(listing.packages())
        .hasSize(4)
        .allSatisfy(
            ref ->
                assertThat(ref.checksum().orElseThrow().algorithm().kernelName())
                    .isEqualTo(checksum));
    assertTrueOfTheFiles(listing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha", "sha1", "md5"})
  void weakChecksumInRepomdIsNoProof(String checksum) throws Exception {
    SampleRpms.repository(packages, folder, "--checksum", checksum);
    assertThatThrownBy(() -> Sources.open(folder))
        .isInstanceOf(ChecksumException.class)
        .hasMessageContaining("proves nothing")
        .hasMessageContaining("--checksum sha256");
  }

  @Test
  void packagesWithAWeakChecksumAreSetApart() throws Exception {
    SampleRpms.repository(packages, folder, "--checksum", "sha", "--repomd-checksum", "sha256");
    SourceListing listing = Sources.open(folder).list();
    assertThat(listing.packages()).isEmpty();
    assertThat(listing.weak()).hasSize(4);
  }

  @Test
  void missingAndStrayPackagesAreNamed() throws Exception {
    SampleRpms.repository(packages, folder);
    Files.delete(folder.resolve("alpha-1.0-1.noarch.rpm"));
    Files.createDirectory(folder.resolve("new"));
    Files.createFile(folder.resolve("new/stray.rpm"));
    Files.createFile(folder.resolve("stray.src.rpm"));
    Files.createFile(folder.resolve("delta.drpm"));
    SourceListing listing = Sources.open(folder).list();
    assertThat(listing.packages()).hasSize(3);
    assertThat(listing.missing())
        .extracting(PackageRef::name)
        .containsExactly("alpha-1.0-1.noarch.rpm");
    assertThat(listing.stray())
        .map(RelativePath::toString)
        .containsExactly("new/stray.rpm", "stray.src.rpm");
  }

  @Test
  void secondNameOfAListedFileIsNotStray() throws Exception {
    SampleRpms.repository(packages, folder);
    Files.createSymbolicLink(folder.resolve("latest.rpm"), Path.of("alpha-1.1-1.noarch.rpm"));
    Files.createLink(folder.resolve("hard.rpm"), folder.resolve("alpha-1.1-1.noarch.rpm"));
    assertThat(Sources.open(folder).list().stray()).isEmpty();
  }

  @Test
  void folderInPlaceOfAListedFileIsMissing() throws Exception {
    SampleRpms.repository(packages, folder);
    Files.delete(folder.resolve("alpha-1.0-1.noarch.rpm"));
    Files.createDirectory(folder.resolve("alpha-1.0-1.noarch.rpm"));
    assertThat(Sources.open(folder).list().missing()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space.rpm",
        "per%20cent.rpm",
        "plus+.rpm",
        "back\\slash.rpm",
        "a#b?c&d:.rpm",
        "caf\u00e9.rpm",
        ".hidden.rpm",
        "sub folder/x.rpm"
      })
  void locationIsTheFilesNameAndNotAnEncodingOfIt(String name) throws Exception {
    RelativePath path = RelativePath.of(name);
    Files.createDirectories(path.in(folder).getParent());
    Files.copy(packages.resolve("alpha-1.0-1.noarch.rpm"), path.in(folder));
    SampleRpms.createrepo(folder);
    SourceListing listing = Sources.open(folder).list();
    assertThat(listing.packages()).extracting(PackageRef::path).containsExactly(path);
    assertThat(listing.stray()).isEmpty();
    assertTrueOfTheFiles(listing);
  }

  @Test
  void nameThatIsNotUtf8IsFound() throws Exception {
    RelativePath path = RelativePath.of(new byte[] {'a', (byte) 0xE9, '.', 'r', 'p', 'm'});
    Files.createDirectories(folder);
    Files.copy(packages.resolve("alpha-1.0-1.noarch.rpm"), path.in(folder));
    SampleRpms.createrepo(folder);
    SourceListing listing = Sources.open(folder).list();
    assertThat(listing.packages()).hasSize(1);
    assertThat(listing.stray()).isEmpty();
    assertTrueOfTheFiles(listing);
  }

  @Test
  void packageBelowALinkedFolderIsFoundUnderEachName() throws Exception {
    SampleRpms.copy(packages, folder.resolve("pool"));
    Files.createSymbolicLink(folder.resolve("again"), Path.of("pool"));
    SampleRpms.createrepo(folder);
    SourceListing listing = Sources.open(folder).list();
    assertThat(listing.packages()).hasSize(8);
    assertThat(listing.missing()).isEmpty();
    assertThat(listing.stray()).isEmpty();
  }

  @Test
  void packagesThatAreElsewhereAreRefused() throws Exception {
    SampleRpms.repository(packages, folder, "--baseurl", "http://example.org/pool");
    assertThatThrownBy(() -> Sources.open(folder).list())
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("http://example.org/pool");
  }

  @Test
  void zchunkBesideTheUsualMetadataDoesNotMatter() throws Exception {
    SampleRpms.repository(packages, folder, "--zck");
    assertThat(Sources.open(folder).list().packages()).hasSize(4);
  }

  @Test
  void repositoryThatWasMadeAnewIsNoticed() throws Exception {
    PackageSource source = Sources.open(SampleRpms.repository(packages, folder));
    source.list();
    source.ensureUnchanged();
    SampleRpms.createrepo(folder, "--revision", "other");
    assertThatThrownBy(source::ensureUnchanged)
        .isInstanceOf(SourceChangedException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("repomd.xml");
    Files.delete(folder.resolve("repodata/repomd.xml"));
    assertThatThrownBy(source::ensureUnchanged)
        .isInstanceOf(SourceChangedException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void primaryThatWasReplacedAfterOpeningIsNotBelieved() throws Exception {
    SampleRpms.repository(packages, folder, "--simple-md-filenames");
    PackageSource source = Sources.open(folder);
    Files.delete(folder.resolve("alpha-1.0-1.noarch.rpm"));
    SampleRpms.createrepo(folder, "--simple-md-filenames");
    assertThatThrownBy(source::list).isInstanceOf(ChecksumException.class);
  }

  @Test
  void packagesOfAllKindsAreListedAsRpmSees() throws Exception {
    assumeThat(CORPUS).as("the corpus is optional").isDirectory();
    SampleRpms.repository(CORPUS, folder);
    SourceListing listing = Sources.open(folder).list();
    assertThat(listing.packages()).isNotEmpty();
    assertTrueOfTheFiles(listing);
  }

  /** Against the files themselves, and what {@code rpm} says about them. */
  private static void assertTrueOfTheFiles(SourceListing listing) throws IOException {
    for (PackageRef ref : listing.packages()) {
      LocalPackage location = (LocalPackage) ref.location();
      byte[] bytes = Files.readAllBytes(location.file());
      assertThat(ref.size()).hasValue(bytes.length);
      assertThat(location.size()).hasValue(bytes.length);
      var checksum = ref.checksum().orElseThrow();
      assertThat(checksum.bytes()).isEqualTo(checksum.algorithm().newMessageDigest().digest(bytes));
    }
    for (PackageRef ref : listing.packages()) {
      PackageId id = ref.id().orElseThrow();
      String arch = id.isSource() ? "(none)" : id.arch();
      assertThat(
              "%s %d %s %s %s"
                  .formatted(id.name(), id.epoch().orElse(0), id.version(), id.release(), arch))
          .isEqualTo(rpmSays(ref));
    }
  }

  /** A source package is one without SOURCERPM; its header has the architecture of the build. */
  private static String rpmSays(PackageRef ref) throws IOException {
    Path copy = Files.createTempFile("package", ".rpm");
    try (OpenPackage in = ref.location().open()) {
      Files.copy(in.in(), copy, StandardCopyOption.REPLACE_EXISTING);
      String format = "%{NAME} %{EPOCHNUM} %{VERSION} %{RELEASE} %|SOURCERPM?{%{ARCH}}:{(none)}|";
      return Tools.run("rpm", "-qp", "--nosignature", "--nodigest", "--qf", format, copy)
          .succeeded()
          .text();
    } finally {
      Files.delete(copy);
    }
  }
}
