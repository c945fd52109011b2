package io.github.imaallowlist.rpm.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.ChecksumException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.rpm.metadata.MetadataLimits;
import io.github.imaallowlist.rpm.metadata.PrimaryXml;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Repositories in {@code hostile-metadata}, and larger ones that are made here. */
class HostileMetadataTest {
  private static final Path FOLDERS = Path.of("src/test/resources/hostile-metadata");
  private static final String METADATA =
      "<metadata xmlns=\"http://linux.duke.edu/metadata/common\" packages=\"1\">";

  static Stream<Arguments> flaws() {
    return Stream.of(
        malformed("xml-bomb", "repomd.xml: at line 13,", "(DTD)"),
        malformed("external-entity", "repomd.xml: at line 4,", "(DTD)"),
        malformed("dtd-in-primary", "primary.xml: at line 2,", "(DTD)"),
        malformed("truncated-gz", "primary.xml.gz: at byte ", "gzip stream is broken or cut short"),
        unproven("damaged-gz", "primary.xml.gz: ", "the checksum that repomd.xml announces"),
        unproven("wrong-checksum", "primary.xml: ", "the checksum that repomd.xml announces"),
        unproven("wrong-size", "primary.xml: ", "bytes, the file has "),
        unproven("wrong-open-checksum", "primary.xml.gz: ", "the open-checksum that repomd.xml"),
        unproven("wrong-open-size", "primary.xml.gz: ", "bytes of content, it has "),
        exceeded("longer-than-open-size", "primary.xml.gz (decompressed): at byte ", "more than"),
        exceeded("open-size-beyond-limit", "primary.xml.gz: ", "1099511627776"),
        unproven("weak-checksum-in-repomd", "repomd.xml: at line ", "sha1, which proves nothing"),
        unsupported("unknown-checksum-type", "repomd.xml: at line ", "'crc32'"),
        unproven("short-checksum", "repomd.xml: at line ", "expected a sha256 checksum"),
        malformed("negative-size", "repomd.xml: at line ", "not '-1'"),
        malformed("huge-size", "repomd.xml: at line ", "expected a whole number as size"),
        malformed("location-parent", "primary.xml: at line 9,", "'../hello.rpm'"),
        malformed("location-inner", "primary.xml: at line 9,", "'..' component"),
        malformed("location-absolute", "primary.xml: at line 9,", "the path is absolute"),
        malformed("location-file", "primary.xml: at line 9,", "it is a URL"),
        unsupported("location-url", "primary.xml: ", "not in this folder"),
        malformed("location-empty", "primary.xml: at line 9,", "the path is empty"),
        malformed("location-folder", "primary.xml: at line 9,", "a folder, not a file"),
        unsupported("location-base-url", "primary.xml: ", "'http://example.org/'"),
        malformed("location-base-parent", "primary.xml: at line 9,", "'..' component"),
        malformed("primary-location-parent", "repomd.xml: at line ", "'../primary.xml'"),
        malformed("primary-file-missing", "repomd.xml: ", "which is not there"),
        malformed("no-primary", "repomd.xml: in its XML: ", "expected a <data type=\"primary\">"),
        malformed("two-primaries", "repomd.xml: at line ", "a second one"),
        malformed("garbage-repomd", "repomd.xml: at byte 0: ", "not UTF-8"),
        malformed("empty-repomd", "repomd.xml: at line 1,", ""),
        malformed("truncated-repomd", "repomd.xml: at line ", ""),
        malformed("other-root", "repomd.xml: at line 1,", "expected the root element"),
        malformed("no-namespace", "repomd.xml: at line 2,", "expected the root element"),
        unsupported("other-encoding", "repomd.xml: ", "ISO-8859-1"),
        malformed("invalid-utf8", "primary.xml: at byte 193: ", "not UTF-8"),
        malformed("package-count", "primary.xml: ", "expected 2 packages"),
        malformed("same-location-twice", "primary.xml: at line ", "same location 'hello.rpm'"),
        malformed("two-checksums", "primary.xml: at line ", "twice"),
        malformed("no-checksum", "primary.xml: at line ", "expected name, arch, version, checksum"),
        malformed("negative-epoch", "primary.xml: at line 6,", "not '-1'"),
        exceeded("huge-epoch", "primary.xml: at line 6,", "epoch"),
        malformed("backward-header-range", "primary.xml: at line 10,", "before its start"),
        malformed("nested-checksum", "primary.xml: at line 7,", "expected text only"),
        unsupported("zchunk", "primary.xml.zck: at byte 0: ", "--general-compress-type=gz"),
        malformed("garbage-primary", "primary.xml: at byte 0: ", "expected XML"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("flaws")
  void flawEndsInAnErrorThatNamesFileAndPlace(
      String folder, Class<? extends InputException> type, String place, String problem) {
    assertThatThrownBy(() -> Sources.open(FOLDERS.resolve(folder)).list())
        .isExactlyInstanceOf(type)
        .hasMessageStartingWith(FOLDERS.resolve(folder) + "/repodata/" + place)
        .hasMessageContaining(problem)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void everyFolderHasItsTest() throws IOException {
    Set<String> tested =
        flaws().map(flaw -> (String) flaw.get()[0]).collect(Collectors.toCollection(TreeSet::new));
    tested.add("weak-package-checksum");
    try (Stream<Path> folders = Files.list(FOLDERS)) {
      assertThat(folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(tested);
    }
  }

  @Test
  void packageWithAWeakChecksumIsListedApart() throws Exception {
    SourceListing listing = Sources.open(FOLDERS.resolve("weak-package-checksum")).list();
    assertThat(listing.packages()).isEmpty();
    assertThat(listing.weak()).extracting(PackageRef::name).containsExactly("hello.rpm");
  }

  @Test
  void gzipBombEndsAtTheAnnouncedSize(@TempDir Path folder) throws Exception {
    Repomds.write(
        folder, "primary.xml.gz", gzip(join(METADATA, repeated(" ", 200_000_000), "")), 1_000);
    assertThatThrownBy(() -> Sources.open(folder).list())
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("more than the 1000 bytes that repomd.xml announces");
  }

  @Test
  void tenMillionNestedElementsAreRefused() {
    assertExceeded(repeated("<a>", 10_000_000), "nest deeper than 32");
  }

  @Test
  void longAttributeIsRefused() {
    assertExceeded(
        join("<package type=\"", repeated("x", 100_000_000), "\"/>"),
        "has more than 1048576 bytes");
  }

  @Test
  void longCommentIsRefused() {
    assertExceeded(join("<!-- ", repeated("x", 100_000_000), "-->"), "has more than 1048576 bytes");
  }

  @Test
  void longTextIsRefusedWhereItWouldBeKept() {
    assertExceeded(
        join("<package type=\"rpm\"><name>", repeated("x", 100_000_000), "</name></package>"),
        "'name' has more than 4095 characters");
  }

  @Test
  void longLocationIsRefused() {
    assertExceeded(
        stream("<package type=\"rpm\"><location href=\"" + "x".repeat(5_000) + "\"/></package>"),
        "'href' has more than 4095 characters");
  }

  @Test
  void everNewNamesAreRefused() {
    StringBuilder elements = new StringBuilder();
    StringBuilder attributes = new StringBuilder();
    StringBuilder instructions = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      elements.append("<e").append(i).append("/>");
      attributes.append("<e a").append(i).append("=''/>");
      instructions.append("<?p").append(i).append("?>");
    }
    for (StringBuilder names : List.of(elements, attributes, instructions)) {
      assertExceeded(stream(names.toString()), "more than 1000 different names");
    }
  }

  @Test
  void documentTypeInThePrologOfPrimaryIsRefused() {
    assertThatThrownBy(
            () ->
                PrimaryXml.parse("primary.xml", stream("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>")))
        .isInstanceOf(MalformedInputException.class);
  }

  @Test
  void repomdBeyondItsLimitIsNotRead(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("repodata"));
    Files.write(folder.resolve("repodata/repomd.xml"), new byte[MetadataLimits.REPOMD_BYTES + 1]);
    assertThatThrownBy(() -> Sources.open(folder))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("repomd.xml");
  }

  @Test
  void tooManyRecordsAreRefused() {
    String xml =
        "<repomd xmlns=\"http://linux.duke.edu/metadata/repo\">"
            + "<data type=\"x\"/>".repeat(1_001)
            + "</repomd>";
    assertThatThrownBy(() -> RepomdXml.parse("repomd.xml", xml.getBytes(UTF_8)))
        .isInstanceOf(LimitExceededException.class);
  }

  /** Random damage must end in a declared exception or change nothing that matters. */
  @Test
  void damagedMetadataEndsInADeclaredException() throws Exception {
    byte[] sound = Files.readAllBytes(FOLDERS.resolve("wrong-checksum/repodata/primary.xml"));
    Random random = new Random(99);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = sound.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        PrimaryXml.parse("primary.xml", new ByteArrayInputStream(damaged));
      } catch (InputException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static Arguments malformed(String folder, String place, String problem) {
    return Arguments.of(folder, MalformedInputException.class, place, problem);
  }

  private static Arguments unproven(String folder, String place, String problem) {
    return Arguments.of(folder, ChecksumException.class, place, problem);
  }

  private static Arguments unsupported(String folder, String place, String problem) {
    return Arguments.of(folder, UnsupportedInputException.class, place, problem);
  }

  private static Arguments exceeded(String folder, String place, String problem) {
    return Arguments.of(folder, LimitExceededException.class, place, problem);
  }

  private static void assertExceeded(InputStream content, String problem) {
    assertThatThrownBy(
            () -> PrimaryXml.parse("primary.xml", join(METADATA, content, "</metadata>")))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageStartingWith("primary.xml: at ")
        .hasMessageContaining(problem);
  }

  private static InputStream join(String before, InputStream middle, String after) {
    return new SequenceInputStream(
        Collections.enumeration(List.of(stream(before), middle, stream(after))));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static InputStream repeated(String text, int times) {
    return new RepeatedText(text, times);
  }

  private static byte[] gzip(InputStream content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      content.transferTo(gzip);
    }
    return bytes.toByteArray();
  }
}
