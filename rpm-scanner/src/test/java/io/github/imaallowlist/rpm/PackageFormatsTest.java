package io.github.imaallowlist.rpm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Compressor;
import io.github.imaallowlist.fixtures.Content;
import io.github.imaallowlist.fixtures.CpioFormat;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.PackagedFile;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmFormat;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Packages in every form that there is, against digests that the reader has no part in. */
final class PackageFormatsTest {
  private static final byte[] LATIN_1 = "/usr/share/Stra\u00dfe".getBytes(ISO_8859_1);
  private static final int FIFO = 0010600;

  /** {@code head -c 4294967301 /dev/zero | openssl dgst -sha1}. */
  private static final String SHA1_OF_LARGE = "7ce9d83c5eacca17b354408ce637473229a7d5e2";

  @TempDir private Path folder;

  private static RpmBytes everything() {
    return RpmBytes.named("formats")
        .directory("/usr/share/formats")
        .executable("/usr/bin/formats", "#!/bin/sh\n")
        .file("/usr/share/formats/empty", "")
        .file("/usr/share/formats/with  spaces", "spaces")
        .file("/usr/share/formats/na\u00efve \u65e5\u672c", "UTF-8")
        .file(LATIN_1, Content.text("Latin-1"))
        .config("/etc/formats.conf", "key=value\n")
        .ghost("/var/log/formats.log")
        .symlink("/usr/bin/formats-link", "formats")
        .hardLinks("shared by two", "/usr/lib/a1", "/usr/lib/a2")
        .hardLinks("shared by three", "/usr/lib/b1", "/usr/lib/b2", "/usr/lib/b3")
        .file(PackagedFile.characterDevice("/dev/formats", 1, 3))
        .file(
            new PackagedFile(
                "/run/fifo".getBytes(ISO_8859_1), FIFO, Content.EMPTY, "", 0, 0, 0, ""));
  }

  private static Map<FilePath, String> contents() {
    Map<FilePath, String> contents = new TreeMap<>();
    contents.put(FilePath.of("/usr/bin/formats"), "#!/bin/sh\n");
    contents.put(FilePath.of("/usr/share/formats/empty"), "");
    contents.put(FilePath.of("/usr/share/formats/with  spaces"), "spaces");
    contents.put(FilePath.of("/usr/share/formats/na\u00efve \u65e5\u672c"), "UTF-8");
    contents.put(FilePath.of(LATIN_1), "Latin-1");
    contents.put(FilePath.of("/etc/formats.conf"), "key=value\n");
    for (String name : new String[] {"a1", "a2"}) {
      contents.put(FilePath.of("/usr/lib/" + name), "shared by two");
    }
    for (String name : new String[] {"b1", "b2", "b3"}) {
      contents.put(FilePath.of("/usr/lib/" + name), "shared by three");
    }
    return contents;
  }

  private static void assertWhole(ScannedPackage scanned) {
    assertThat(scanned.findings()).isEmpty();
    Map<FilePath, String> digests = new TreeMap<>();
    scanned.files().forEach(file -> digests.put(file.path(), file.digests().get(0).hex()));
    Map<FilePath, String> expected = contents();
    expected.replaceAll((path, content) -> Digest.SHA256.hex(Content.text(content)));
    assertThat(digests).isEqualTo(expected);
    assertThat(scanned.unmeasured()).isEqualTo(new Unmeasured(1, 1, 1, 2));
    assertThat(scanned.links())
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.path()).isEqualTo(FilePath.of("/usr/bin/formats-link"));
              assertThat(link.target()).isEqualTo("formats".getBytes(ISO_8859_1));
            });
  }

  @ParameterizedTest
  @CsvSource({"NEWC,V4", "CRC,V4", "STRIPPED,V4", "NEWC,V3", "STRIPPED,V6", "NEWC,V6"})
  void archivesAndFormatsGiveTheSameFiles(CpioFormat archive, RpmFormat format) throws IOException {
    assertWhole(Scans.payload(everything().cpio(archive).format(format).build()));
  }

  @ParameterizedTest
  @EnumSource(Compressor.class)
  void compressorsGiveTheSameFiles(Compressor compressor) throws IOException {
    assertWhole(Scans.payload(everything().compressor(compressor).build()));
  }

  @ParameterizedTest
  @CsvSource({
    "zstd, zstd --long=27 -3",
    "zstd, zstd --ultra -22",
    "xz, xz -9e",
    "xz, xz -6 --x86 --lzma2=preset=1",
    "xz, xz -0 -T2 --block-size=512",
    "lzma, xz --format=lzma -9",
    "bzip2, bzip2 -1",
    "gzip, gzip -9"
  })
  @RequiresTool({"zstd", "xz", "bzip2", "gzip"})
  void compressedByTheToolsThemselves(String compressor, String command) throws IOException {
    RpmBytes rpm =
        everything()
            .compressor(Compressor.NONE)
            .tag(HeaderEntry.string(RpmTag.PAYLOAD_COMPRESSOR, compressor))
            .alterPayload(
                bytes ->
                    Tools.command((Object[]) (command + " -c").split(" "))
                        .input(bytes)
                        .run()
                        .succeeded()
                        .output());

    assertWhole(Scans.payload(rpm.build()));
  }

  @ParameterizedTest
  @EnumSource(Digest.class)
  void fileDigestsOfAnyAlgorithmAreHeldAgainstTheContent(Digest digest) throws IOException {
    RpmBytes wrong =
        everything()
            .digests(digest)
            .file(
                PackagedFile.regular("/zz", Content.text("b")).digest(digest.hex(new byte[] {1})));

    assertWhole(Scans.payload(everything().digests(digest).build()));
    assertThat(Scans.payload(wrong.build()).findings())
        .singleElement()
        .satisfies(f -> assertThat(f.path()).contains(FilePath.of("/zz")))
        .satisfies(f -> assertThat(f.detail()).contains(digest.hex(Content.text("b"))));
  }

  @ParameterizedTest
  @EnumSource(CpioFormat.class)
  @RequiresTool({"rpm", "rpm2archive", "tar", "sha256sum"})
  void rpmUnpacksTheSame(CpioFormat archive) throws IOException {
    Path rpm = withoutDevices().cpio(archive).writeTo(folder);
    ScannedPackage scanned = Scans.payload(rpm, HashAlgorithm.SHA256);

    assertThat(Scans.digests(scanned, HashAlgorithm.SHA256))
        .isEqualTo(RpmOracle.payloadDigests(rpm, Files.createDirectory(folder.resolve("root"))))
        .isEqualTo(RpmOracle.headerDigests(rpm));
  }

  private static RpmBytes withoutDevices() {
    return RpmBytes.named("unpacked")
        .executable("/usr/bin/unpacked", "#!/bin/sh\n")
        .file("/usr/share/with  spaces", "spaces")
        .file("/usr/share/empty", "")
        .ghost("/var/log/unpacked.log")
        .symlink("/usr/bin/link", "unpacked")
        .hardLinks("shared by two", "/usr/lib/a1", "/usr/lib/a2")
        .hardLinks("shared by three", "/usr/lib/b1", "/usr/lib/b2", "/usr/lib/b3");
  }

  @Test
  @RequiresTool("openssl")
  void allAlgorithmsComeOutOfOnePass() throws IOException {
    byte[] content = new byte[100_000];
    new Random(1).nextBytes(content);
    Path file = Files.write(folder.resolve("content"), content);
    HashAlgorithm[] algorithms = {
      HashAlgorithm.SHA1,
      HashAlgorithm.SHA256,
      HashAlgorithm.SHA384,
      HashAlgorithm.SHA512,
      HashAlgorithm.SM3,
      HashAlgorithm.SHA3_256,
      HashAlgorithm.SHA3_384,
      HashAlgorithm.SHA3_512
    };
    byte[] rpm = RpmBytes.named("all").file("/usr/bin/all", Content.of(content)).build();

    ScannedPackage scanned =
        Scans.scan(ReadMode.PAYLOAD, new ByteArrayInputStream(rpm), algorithms);

    for (HashAlgorithm algorithm : algorithms) {
      String line = Tools.run("openssl", "dgst", "-r", "-" + algorithm, file).succeeded().text();
      assertThat(Scans.digests(scanned, algorithm))
          .containsExactly(Map.entry("/usr/bin/all", line.substring(0, line.indexOf(' '))));
    }
    assertThat(scanned.files().get(0).digests()).hasSize(algorithms.length);
  }

  @Test
  void fileOfMoreThanFourGibibytesIsStreamed() throws IOException {
    long size = (4L << 30) + 5;
    byte[] rpm =
        RpmBytes.named("large")
            .digests(Digest.SHA1)
            .compressor(Compressor.ZSTD)
            .file("/usr/share/before", "before")
            .file(
                PackagedFile.regular("/usr/share/large", Content.zeros(size)).digest(SHA1_OF_LARGE))
            .file("/usr/share/small", "after")
            .build();

    ScannedPackage scanned =
        Scans.scan(ReadMode.PAYLOAD, new ByteArrayInputStream(rpm), HashAlgorithm.SHA1);

    assertThat(scanned.findings()).isEmpty();
    assertThat(Scans.digests(scanned, HashAlgorithm.SHA1))
        .containsEntry("/usr/share/large", SHA1_OF_LARGE)
        .containsEntry("/usr/share/small", Digest.SHA1.hex(Content.text("after")))
        .hasSize(3);
  }
}
