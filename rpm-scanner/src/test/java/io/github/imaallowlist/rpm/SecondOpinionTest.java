package io.github.imaallowlist.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RedlineRpm;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.files.FileTable;
import io.github.imaallowlist.rpm.files.FileTableReader;
import io.github.imaallowlist.rpm.header.RpmInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redline_rpm.ReadableChannelWrapper;
import org.redline_rpm.Scanner;
import org.redline_rpm.header.AbstractHeader.Entry;
import org.redline_rpm.header.AbstractHeader.Tag;
import org.redline_rpm.header.Header;
import org.redline_rpm.header.Header.HeaderTag;

/** Names and sizes, against redline's reader. */
final class SecondOpinionTest {
  private static final Path CORPUS = Path.of("../../shared/corpus/rpm");

  static boolean corpusIsThere() {
    return Files.isDirectory(CORPUS);
  }

  static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files.filter(SecondOpinionTest::isOfRpm4).sorted().toList();
    }
  }

  /** Redline knows neither 64-bit sizes nor packages without files. */
  private static boolean isOfRpm4(Path rpm) {
    String name = rpm.getFileName().toString();
    return name.endsWith(".rpm") && !name.endsWith("-v3sig.rpm") && !name.startsWith("foo-");
  }

  static List<Path> built() {
    return BuiltRepository.packages();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  @EnabledIf("corpusIsThere")
  void redlineReadsTheSameOutOfPackagesOfOthers(Path rpm) throws IOException {
    assertThat(namesAndSizes(rpm)).isEqualTo(redlinesNamesAndSizes(rpm));
  }

  @ParameterizedTest
  @MethodSource("built")
  @RequiresTool({"rpmbuild", "createrepo_c"})
  void redlineReadsTheSameOutOfBuiltPackages(Path rpm) throws IOException {
    assertThat(namesAndSizes(rpm)).isNotEmpty().isEqualTo(redlinesNamesAndSizes(rpm));
  }

  @Test
  void packageThatRedlineMadeIsWhole(@TempDir Path folder) throws IOException {
    Path rpm = RedlineRpm.build(folder, "made", "by redline\n");

    ScannedPackage scanned = Scans.payload(rpm, HashAlgorithm.SHA256);

    assertThat(scanned.findings()).isEmpty();
    assertThat(Scans.digests(scanned, HashAlgorithm.SHA256)).containsOnlyKeys("/usr/bin/made");
    assertThat(namesAndSizes(rpm)).isEqualTo(redlinesNamesAndSizes(rpm));
  }

  private static Map<String, Long> namesAndSizes(Path rpm) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(rpm))) {
      PackageHeaders headers = PackageHeaders.read(new RpmInput(bytes, "test.rpm"));
      FileTable files = FileTableReader.read(headers.header(), "test.rpm", headers.id().isSource());
      Map<String, Long> sizes = new TreeMap<>();
      for (int file = 0; file < files.size(); file++) {
        sizes.put(files.path(file).toString(), files.contentSize(file));
      }
      return sizes;
    }
  }

  private static Map<String, Long> redlinesNamesAndSizes(Path rpm) throws IOException {
    try (InputStream bytes = Files.newInputStream(rpm);
        ReadableChannelWrapper in = new ReadableChannelWrapper(Channels.newChannel(bytes))) {
      Header header = new Scanner().run(in).getHeader();
      String[] names = (String[]) values(header, HeaderTag.BASENAMES);
      String[] folders = (String[]) values(header, HeaderTag.DIRNAMES);
      int[] indexes = (int[]) values(header, HeaderTag.DIRINDEXES);
      int[] sizes = (int[]) values(header, HeaderTag.FILESIZES);
      Map<String, Long> all = new TreeMap<>();
      for (int file = 0; file < names.length; file++) {
        String path = folders[indexes[file]] + names[file];
        all.put(path.startsWith("/") ? path : "/" + path, Integer.toUnsignedLong(sizes[file]));
      }
      return all;
    }
  }

  private static Object values(Header header, Tag tag) {
    Entry<?> entry = header.getEntry(tag);
    assertThat(entry).as(tag.getName()).isNotNull();
    return entry.getValues();
  }
}
