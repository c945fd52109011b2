package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole policies, against rpm's headers and what rpm2cpio, cpio and sha256sum make of payloads. */
@RequiresTool({"rpm", "rpmbuild", "createrepo_c", "rpm2cpio", "rpm2archive", "cpio", "sha256sum"})
final class GenerateAgainstRpmTest {
  @TempDir private Path work;

  @Test
  void everyCompressorsFilesHaveTheDigestsOfHeaderAndUnpackedFile() {
    List<Path> rpms = BuiltRepository.packages();

    Map<String, Set<String>> made = digests(Run.generate(BuiltRepository.folder()).succeeded());

    assertThat(rpms).hasSize(6);
    assertThat(made)
        .containsKey("/usr/share/built-zstd/with_some__spaces")
        .containsKey("/usr/share/built-xz/naïve_日本")
        .isEqualTo(RpmOracle.headerDigests(rpms))
        .isEqualTo(RpmOracle.payloadDigests(rpms, work));
  }

  @Test
  @EnabledIf("io.github.imaallowlist.cli.Repositories#corpusIsThere")
  void corpusHasTheDigestsOfUnpackedFiles() throws IOException {
    List<Path> rpms;
    try (Stream<Path> files = Files.list(Repositories.CORPUS.resolve("rpm"))) {
      rpms =
          files
              .filter(file -> file.toString().endsWith(".rpm"))
              .filter(file -> !file.toString().contains("corrupted"))
              .sorted()
              .toList();
    }
    Object[] args =
        Stream.concat(Stream.of("--source-packages"), rpms.stream().map(Path::toString)).toArray();

    Map<String, Set<String>> made = digests(Run.generate(args).succeeded());

    assertThat(made).isNotEmpty().isEqualTo(RpmOracle.payloadDigests(rpms, work));
  }

  @Test
  @EnabledIf("io.github.imaallowlist.cli.Repositories#corpusIsThere")
  void corpusFolderIsRefusedForItsDamagedPackageAlone() {
    Path output = work.resolve("policy.json");

    Run run = Run.generate(Repositories.CORPUS.resolve("rpm"), "-o", output).ended(1);

    assertThat(run.err()).contains("1 finding:", "hello-2.0-1.x86_64-corrupted.rpm");
    assertThat(output).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "bz2", "xz"})
  void metadataOfEveryCompressionGivesTheSamePolicy(String compression) {
    Path copy = copyWithMetadata(compression);

    assertThat(digests(Run.generate(copy).succeeded()))
        .isEqualTo(digests(Run.generate(BuiltRepository.folder()).succeeded()));
  }

  /** Today's createrepo_c writes it by default; that of older distributions cannot. */
  @Test
  @RequiresTool({"gzip", "zstd", "sha256sum"})
  void metadataInZstdGivesTheSamePolicy() {
    Path copy = copyWithMetadata("gz");
    String recompress =
        """
        cd repodata
        gz=$(ls *-primary.xml.gz)
        old=${gz%%-*}
        gunzip -c "$gz" | zstd -q -19 -o primary.xml.zst
        new=$(sha256sum primary.xml.zst | cut -c1-64)
        sed -i -e "s/$old-primary.xml.gz/$new-primary.xml.zst/" -e "s/$old/$new/" \\
          -e "s/<size>$(stat -c %s "$gz")</<size>$(stat -c %s primary.xml.zst)</" repomd.xml
        mv primary.xml.zst "$new-primary.xml.zst"
        rm "$gz"
        """;
    Tools.command("bash", "-euc", recompress).in(copy).run().succeeded();

    assertThat(digests(Run.generate(copy).succeeded()))
        .isEqualTo(digests(Run.generate(BuiltRepository.folder()).succeeded()));
  }

  private Path copyWithMetadata(String compression) {
    Path copy = work.resolve("copy");
    Repositories.copy(BuiltRepository.folder(), copy);
    Tools.run("rm", "-rf", copy.resolve("repodata")).succeeded();
    Tools.run("createrepo_c", "-q", "--general-compress-type=" + compression, copy).succeeded();
    return copy;
  }

  private static Map<String, Set<String>> digests(Run run) {
    Map<String, Set<String>> digests = new TreeMap<>();
    run.policy().digests().forEach((path, list) -> digests.put(path, new TreeSet<>(list)));
    return digests;
  }
}
