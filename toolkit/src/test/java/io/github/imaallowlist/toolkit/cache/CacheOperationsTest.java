package io.github.imaallowlist.toolkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.generate.FileSignatureRequest;
import io.github.imaallowlist.toolkit.generate.Generate;
import io.github.imaallowlist.toolkit.generate.GenerateRequest;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.generate.OutputRequest;
import io.github.imaallowlist.toolkit.generate.SourceSummary;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.scan.ScanPackages;
import io.github.imaallowlist.toolkit.scan.ScanRequest;
import io.github.imaallowlist.toolkit.scan.ScanResult;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists with a cache, entries alone, and work on the cache. */
final class CacheOperationsTest {
  @TempDir private Path work;
  private Path source;
  private Path cache;

  @BeforeEach
  void makePackages() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    cache = work.resolve("cache");
    write("a.rpm", RpmBytes.named("a").executable("/usr/bin/a", "a").build());
    write("b.rpm", RpmBytes.named("b").executable("/usr/bin/b", "b").build());
  }

  private void write(String file, byte[] rpm) throws IOException {
    Files.write(source.resolve(file), rpm);
  }

  private GenerateResult generate(List<Path> sources, CacheRequest request)
      throws AllowlistException {
    return generate(sources, request, Requirement.EITHER);
  }

  private GenerateResult generate(List<Path> sources, CacheRequest request, Requirement requirement)
      throws AllowlistException {
    return Generate.run(
        new GenerateRequest(
            new SourceRequest(
                sources.stream().map(Path::toString).toList(),
                SourceSettings.defaults(),
                PackageSelection.everything(),
                ReadMode.PAYLOAD,
                2,
                Optional.of(request),
                Optional.empty()),
            new TrustRequest(List.of(), requirement, true, Instant.EPOCH),
            FileSignatureRequest.NONE,
            ListRequest.of(AllowlistFormat.KEYLIME),
            OutputRequest.unsigned(new Destination.InFile(work.resolve("list")), work)),
        ProgressListener.NONE);
  }

  private CacheRequest named() {
    return new CacheRequest(cache, false);
  }

  private CacheRequest only() {
    return new CacheRequest(cache, true);
  }

  private ScanResult scan() throws AllowlistException {
    return ScanPackages.run(
        new ScanRequest(
            List.of(source.toString()),
            SourceSettings.defaults(),
            PackageSelection.everything(),
            new TreeSet<>(Set.of(HashAlgorithm.SHA256)),
            FileSignatureRequest.NONE,
            HashAlgorithm.SHA256,
            2,
            cache),
        ProgressListener.NONE);
  }

  private List<Path> entries() {
    try (Stream<Path> files = Files.walk(cache.resolve("scans"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void resultSaysWhatCameFromTheCache() throws AllowlistException {
    GenerateResult first = generate(List.of(source), named());
    GenerateResult second = generate(List.of(source), named());

    assertThat(first.packagesFromCache()).isZero();
    assertThat(first.cache().orElseThrow().counts().made()).isEqualTo(2);
    assertThat(second.packagesFromCache()).isEqualTo(2);
    assertThat(second.cache().orElseThrow().counts().found()).isEqualTo(2);
    assertThat(second.packagesRead()).isEqualTo(2);
    assertThat(second.counts()).isEqualTo(first.counts());
  }

  @Test
  void entriesAloneMakeTheSameList() throws IOException, AllowlistException {
    ScanResult scanned = scan();
    assertThat(scanned.made()).isEqualTo(2);
    assertThat(scanned.files()).isEqualTo(2);
    assertThat(scan().there()).isEqualTo(2);
    Files.delete(source.resolve("a.rpm"));
    Files.delete(source.resolve("b.rpm"));

    GenerateResult result = generate(List.of(), only());

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.sources()).extracting(SourceSummary::kind).containsExactly("cache");
    assertThat(work.resolve("list")).content().contains("/usr/bin/a", "/usr/bin/b");
  }

  @Test
  void damagedEntryIsAFindingWhereNoPackageIsRead() throws IOException, AllowlistException {
    scan();
    Files.write(entries().get(0), new byte[100]);

    GenerateResult result = generate(List.of(), only());

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.isWritten()).isFalse();
    assertThat(result.findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.NOT_IN_CACHE);
  }

  @Test
  void badPackageIsAFindingOfAScanAndTheOthersAreKept() throws IOException, AllowlistException {
    write("c.rpm", new byte[300]);

    ScanResult result = scan();

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.findings()).extracting(Finding::file).containsExactly("c.rpm");
    assertThat(entries()).hasSize(2);
  }

  @Test
  void scanThatCannotWriteFails() throws IOException {
    Files.createDirectory(cache);
    Files.createFile(cache.resolve("tmp"));

    assertThatThrownBy(this::scan)
        .isInstanceOfSatisfying(
            AllowlistException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.IO))
        .hasMessageContaining("entries cannot be written");
  }

  @Test
  void usualCacheThatCannotBeUsedIsLeftOut() throws IOException, AllowlistException {
    Files.createDirectory(cache);
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path file = Files.createFile(work.resolve("file"));

    for (Path unusable : List.of(cache, file, file.resolve("below"))) {
      GenerateResult result = generate(List.of(source), CacheRequest.byDefault(unusable));
      assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
      assertThat(result.cache().orElseThrow().problem()).isPresent();
      assertThatThrownBy(() -> generate(List.of(source), new CacheRequest(unusable, false)))
          .isInstanceOf(AllowlistException.class);
    }
  }

  @Test
  void cacheThatCannotBeWrittenIsReadAllTheSame() throws IOException, AllowlistException {
    Files.createDirectory(cache);
    Files.createFile(cache.resolve("tmp"));

    GenerateResult result = generate(List.of(source), named());

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.cache().orElseThrow().counts().writeProblem()).isPresent();
  }

  @Test
  void whatACacheCannotGiveIsRefused() throws IOException, AllowlistException {
    assertThatThrownBy(() -> generate(List.of(), only())).hasMessageContaining("there is no cache");
    assertThatThrownBy(() -> generate(List.of(source), only()))
        .hasMessageContaining("there is no cache");
    assertThat(cache).doesNotExist();
    Files.createDirectory(cache);
    assertThatThrownBy(() -> generate(List.of(), only())).hasMessageContaining("no entries");
    scan();
    assertThatThrownBy(() -> generate(List.of(), only(), Requirement.METADATA))
        .hasMessageContaining("has no metadata");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SourceRequest(
                    List.of("a"),
                    SourceSettings.defaults(),
                    PackageSelection.everything(),
                    ReadMode.HEADERS,
                    1,
                    Optional.of(named()),
                    Optional.empty()));
  }

  @Test
  void onlyWhatWasReadAndIsWrongCountsAsDamaged() {
    assertThat(VerifyCache.stateBy(new MalformedInputException("entry", 0, "no entry")))
        .isEqualTo(VerifyCache.State.DAMAGED);
    assertThat(VerifyCache.stateBy(new AccessDeniedException("entry")))
        .isEqualTo(VerifyCache.State.UNREADABLE);
    assertThat(VerifyCache.stateBy(new IOException("Input/output error")))
        .isEqualTo(VerifyCache.State.UNREADABLE);
  }

  @Test
  void entryThatEverybodyMayWriteIsDamaged() throws IOException, AllowlistException {
    scan();
    Path entry = entries().get(0);
    Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rw-rw-rw-"));

    VerifyCache.Result result = VerifyCache.run(new VerifyCache.Request(named(), true, 1));

    assertThat(result.damaged()).extracting(VerifyCache.Unusable::file).containsExactly(entry);
    assertThat(result.unreadable()).isEmpty();
    assertThat(entry).doesNotExist();
  }

  @Test
  void entryThatCannotBeDeletedDoesNotEndThePruning() throws IOException, AllowlistException {
    scan();
    Path stuck = entries().get(0);
    Files.setLastModifiedTime(stuck, FileTime.from(Instant.EPOCH));
    Path other = entries().get(1);

    PruneCache.Result result =
        PruneCache.prune(
            new PruneCache.Request(named(), OptionalLong.of(0), Optional.empty()),
            ScanCache.at(cache),
            Instant.now(),
            file -> {
              if (file.toString().endsWith(String.valueOf(stuck.getFileName()))) {
                throw new AccessDeniedException(file.toString());
              }
              Files.delete(file);
            });

    assertThat(result).returns(ExitCode.IO, PruneCache.Result::exitCode);
    assertThat(result).returns(1L, PruneCache.Result::removed).returns(1L, PruneCache.Result::kept);
    assertThat(result.problems()).singleElement().asString().contains(stuck.toString());
    assertThat(stuck).exists();
    assertThat(other).doesNotExist();
  }

  @Test
  void workOnTheCacheItself() throws IOException, AllowlistException {
    assertThat(CountCache.run(CacheRequest.byDefault(cache)).entries()).isZero();
    assertThatThrownBy(() -> CountCache.run(named())).isInstanceOf(AllowlistException.class);
    scan();
    assertThat(CountCache.run(named()).entries()).isEqualTo(2);
    assertThat(CountCache.run(named()).leastUsed()).isPresent();

    VerifyCache.Request verify = new VerifyCache.Request(named(), false, 2);
    assertThat(VerifyCache.run(verify)).returns(2L, VerifyCache.Result::whole);
    Path swapped = entries().get(0);
    Files.copy(
        entries().get(1),
        swapped.resolveSibling("0" + String.valueOf(swapped.getFileName()).substring(1)));
    assertThat(VerifyCache.run(verify))
        .returns(ExitCode.FINDINGS, VerifyCache.Result::exitCode)
        .satisfies(result -> assertThat(result.damaged().get(0).problem()).contains("name"));
    assertThat(VerifyCache.run(new VerifyCache.Request(named(), true, 1)).deleted()).isTrue();
    assertThat(entries()).hasSize(2);

    Instant now = Instant.now();
    Files.setLastModifiedTime(entries().get(1), FileTime.from(now.minus(Duration.ofDays(9))));
    Path unused = entries().get(1);
    PruneCache.Result pruned =
        PruneCache.run(
            new PruneCache.Request(named(), OptionalLong.empty(), Optional.of(Duration.ofDays(8))),
            now);
    assertThat(pruned).returns(1L, PruneCache.Result::removed).returns(1L, PruneCache.Result::kept);
    assertThat(unused).doesNotExist();
    assertThat(
            PruneCache.run(
                new PruneCache.Request(named(), OptionalLong.of(0), Optional.empty()), now))
        .returns(0L, PruneCache.Result::keptBytes);
    assertThat(entries()).isEmpty();
  }
}
