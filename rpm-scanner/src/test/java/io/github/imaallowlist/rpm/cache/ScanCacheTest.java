package io.github.imaallowlist.rpm.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.Unmeasured;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder: who may write to it, what is used of it, and what a kill leaves. */
final class ScanCacheTest {
  @TempDir private Path work;

  private Path folder() {
    return work.resolve("cache");
  }

  private static CacheEntry entry(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    FileDigest digest =
        new FileDigest(HashAlgorithm.SHA256, HashAlgorithm.SHA256.newMessageDigest().digest(text));
    return new CacheEntry(
        new CacheKey(digest, new TreeSet<>(List.of(HashAlgorithm.SHA256)), digest),
        text.length,
        new ScannedPackage(
            Optional.of(new PackageId(name, OptionalInt.empty(), "1", "1", "noarch")),
            List.of(
                new MeasuredFile(
                    FilePath.of("/usr/bin/" + name), List.of(digest), FileTraits.of(true, false))),
            List.of(),
            new Unmeasured(0, 0, 0, 0),
            Optional.of(HashAlgorithm.SHA256),
            List.of(),
            FileSignatureCounts.NONE,
            List.of()));
  }

  private static Path fileOf(ScanCache cache) throws IOException {
    return cache.entries().get(0).file();
  }

  private static void mode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void whatWasPutIsFoundByAnotherRun() throws Exception {
    assertThat(ScanCache.at(folder()).put(entry("a"))).isTrue();

    ScanCache other = ScanCache.at(folder());

    assertThat(other.find(entry("a").key())).isInstanceOf(CacheLookup.Found.class);
    assertThat(other.find(entry("b").key())).isEqualTo(new CacheLookup.Absent());
    assertThat(other.counts()).isEqualTo(new CacheCounts(1, 0, 0, List.of(), Optional.empty()));
    assertThat(other.unfinished()).isEmpty();
  }

  @Test
  void folderThatEverybodyMayWriteToIsRefused() throws Exception {
    Files.createDirectory(folder());
    mode(folder(), "rwxrwxrwx");

    assertThatThrownBy(() -> ScanCache.at(folder()))
        .isInstanceOfSatisfying(
            AllowlistException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST))
        .hasMessageContaining("every user of the machine may write to it");
  }

  @Test
  void folderBelowOneInWhichEverybodyMayRenameIsRefused() throws Exception {
    Path above = work.resolve("above");
    Files.createDirectories(above.resolve("cache"));
    mode(above, "rwxrwxrwx");

    assertThatThrownBy(() -> ScanCache.at(above.resolve("cache")))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("may write to " + above.toRealPath());
  }

  @Test
  void folderOfAnotherUserIsRefused() {
    Ownership foreign = new Ownership(12345, 040755);

    assertThat(foreign.distrust(1000, false))
        .hasValueSatisfying(why -> assertThat(why).contains("user 12345"));
    assertThat(foreign.distrust(12345, false)).isEmpty();
    assertThat(new Ownership(0, 040755).distrust(1000, false)).isEmpty();
    assertThat(foreign.distrust(1000, true)).isEmpty();
    assertThat(new Ownership(12345, 0100666).distrust(1000, true)).isPresent();
  }

  @Test
  void groupsFolderIsSharedWithItsMembers() throws Exception {
    Files.createDirectory(folder());
    mode(folder(), "rwxrwx---");
    ScanCache cache = ScanCache.at(folder());
    cache.put(entry("a"));

    Path file = fileOf(cache);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve("scans"))))
        .isEqualTo("rwxrwx---");
  }

  @Test
  void privateFolderIsForNobodyElse() throws Exception {
    ScanCache cache = ScanCache.privateAt(folder());
    cache.put(entry("a"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fileOf(cache))))
        .isEqualTo("rw-------");
  }

  @Test
  void entryThatEverybodyMayWriteIsNotUsedAndMadeAnew() throws Exception {
    ScanCache cache = ScanCache.at(folder());
    cache.put(entry("a"));
    mode(fileOf(cache), "rw-rw-rw-");

    assertThat(cache.find(entry("a").key()))
        .isInstanceOfSatisfying(
            CacheLookup.Unusable.class,
            unusable -> assertThat(unusable.problem()).contains("every user"));
    cache.put(entry("a"));
    assertThat(cache.find(entry("a").key())).isInstanceOf(CacheLookup.Found.class);
  }

  @Test
  void linkInAnEntrysPlaceIsNotFollowed() throws Exception {
    ScanCache cache = ScanCache.at(folder());
    cache.put(entry("a"));
    Path file = fileOf(cache);
    Path elsewhere = Files.move(file, work.resolve("elsewhere"));
    Files.createSymbolicLink(file, elsewhere);

    assertThat(cache.find(entry("a").key())).isInstanceOf(CacheLookup.Unusable.class);
    cache.put(entry("a"));
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }

  /** Whole and well-formed: only its key tells. */
  @Test
  void entryUnderTheNameOfAnotherOneIsNotUsed() throws Exception {
    ScanCache cache = ScanCache.at(folder());
    cache.put(entry("a"));
    Path a = fileOf(cache);
    CacheKey key = entry("a").key();
    CacheKey otherPackage = new CacheKey(entry("b").key().checksum(), key.settings());
    CacheKey otherwise =
        new CacheKey(key.checksum(), new TreeSet<>(Set.of(HashAlgorithm.SHA512)), key.imaKeyring());

    for (CacheKey wanted : List.of(otherPackage, otherwise)) {
      Path name = folder().resolve("scans/" + wanted.fileName().substring(0, 2));
      Files.createDirectories(name);
      Files.copy(a, name.resolve(wanted.fileName()));
      assertThat(cache.find(wanted))
          .isInstanceOfSatisfying(
              CacheLookup.Unusable.class,
              unusable -> assertThat(unusable.problem()).contains("of another package"));
    }
    assertThat(cache.find(key)).isInstanceOf(CacheLookup.Found.class);
  }

  @Test
  void tooLargeFileIsNotRead() throws Exception {
    ScanCache cache = ScanCache.at(folder());
    cache.put(entry("a"));
    try (RandomAccessFile file = new RandomAccessFile(fileOf(cache).toFile(), "rw")) {
      file.setLength(CacheLimits.ENTRY_BYTES + 1L);
    }

    assertThat(cache.find(entry("a").key()))
        .isInstanceOfSatisfying(
            CacheLookup.Unusable.class,
            unusable -> assertThat(unusable.problem()).contains("bytes; the limit is"));
  }

  @Test
  void packageUnderTwoChecksumsIsThereOnce() throws Exception {
    ScanCache cache = ScanCache.at(folder());
    CacheEntry a = entry("a");
    cache.put(a);
    cache.put(entry("b"));
    FileDigest other =
        new FileDigest(
            HashAlgorithm.SHA512, HashAlgorithm.SHA512.newMessageDigest().digest(new byte[1]));
    CacheKey otherKey = new CacheKey(other, a.key().algorithms(), a.key().imaKeyring());
    cache.put(new CacheEntry(otherKey, a.fileSize(), a.contents()));
    assertThat(cache.entries()).hasSize(3);

    assertThat(cache.entriesMadeAs(a.key().settings()).usable()).hasSize(1);

    // Another package of the same name.
    cache.put(new CacheEntry(otherKey, a.fileSize() + 1, a.contents()));
    assertThat(cache.entriesMadeAs(a.key().settings()).usable()).hasSize(2);
  }

  /** Under checksums of two algorithms it is one package. */
  @Test
  void packagesScannedOtherwiseAreCountedOnce() throws Exception {
    ScanCache cache = ScanCache.at(folder());
    CacheEntry a = entry("a");
    FileDigest other =
        new FileDigest(
            HashAlgorithm.SHA512, HashAlgorithm.SHA512.newMessageDigest().digest(new byte[1]));
    cache.put(a);
    cache.put(
        new CacheEntry(
            new CacheKey(other, a.key().algorithms(), a.key().imaKeyring()),
            a.fileSize(),
            a.contents()));
    CacheKey wanted =
        new CacheKey(
            a.key().checksum(), new TreeSet<>(Set.of(HashAlgorithm.SHA384)), a.key().imaKeyring());

    ScanCache.Split split = cache.entriesMadeAs(wanted.settings());

    assertThat(split.usable()).isEmpty();
    assertThat(split.otherPackages()).isEqualTo(1);
    assertThat(split.difference()).hasValue("with --hash sha256, not sha384");
    assertThat(cache.madeOtherwise(wanted)).isEqualTo(split.difference());
    CacheKey otherKeys =
        new CacheKey(a.key().checksum(), a.key().algorithms(), ImaKeyring.EMPTY.fingerprint());
    assertThat(cache.madeOtherwise(otherKeys)).hasValue("with another --ima-cert, or without one");
  }

  @Test
  void moreEntriesThanAnyCacheHasAreNotListed() throws Exception {
    ScanCache cache = ScanCache.at(folder());
    for (String name : List.of("a", "b", "c")) {
      cache.put(entry(name));
    }
    CacheFolder opened = CacheFolder.open(folder(), false);

    assertThat(opened.entries(3)).hasSize(3);
    assertThatThrownBy(() -> opened.entries(2)).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void whatAKillLeftIsClearedADayLater() throws Exception {
    ScanCache cache = ScanCache.at(folder());
    cache.put(entry("a"));
    Path old = Files.createFile(folder().resolve("tmp/00000000-0000-0000-0000-000000000000"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path young = Files.createFile(folder().resolve("tmp/00000000-0000-0000-0000-000000000001"));
    Path foreign = Files.createFile(folder().resolve("tmp/README"));
    Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));

    ScanCache.at(folder()).put(entry("b"));

    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(foreign).exists();
  }

  @Test
  void useIsNotedOnceADay() throws Exception {
    ScanCache cache = ScanCache.at(folder());
    cache.put(entry("a"));
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(40)));
    Files.setLastModifiedTime(fileOf(cache), old);

    cache.find(entry("a").key());

    assertThat(Files.getLastModifiedTime(fileOf(cache))).isGreaterThan(old);
  }

  /** Root writes wherever it likes. */
  @Test
  void folderThatCannotBeWrittenIsToldOnceAndRead() throws Exception {
    ScanCache.at(folder()).put(entry("a"));
    Files.delete(folder().resolve("tmp"));
    Files.createFile(folder().resolve("tmp"));
    ScanCache cache = ScanCache.at(folder());

    assertThat(cache.put(entry("b"))).isFalse();
    assertThat(cache.put(entry("c"))).isFalse();

    assertThat(cache.find(entry("a").key())).isInstanceOf(CacheLookup.Found.class);
    assertThat(cache.counts().writeProblem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("tmp"));
    assertThat(cache.counts().made()).isZero();
  }

  @Test
  void manyThreadsMakeTheSameEntries() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Boolean>> put = new ArrayList<>();
    ScanCache cache = ScanCache.at(folder());
    for (int i = 0; i < 400; i++) {
      String name = "p" + i % 20;
      put.add(
          threads.submit(
              () ->
                  cache.put(entry(name))
                      && cache.find(entry(name).key()) instanceof CacheLookup.Found));
    }
    for (Future<Boolean> one : put) {
      assertThat(one.get()).isTrue();
    }
    threads.shutdown();

    assertThat(cache.entries()).hasSize(20);
    assertThat(cache.unfinished()).isEmpty();
    assertThat(cache.counts().unusable()).isZero();
  }
}
