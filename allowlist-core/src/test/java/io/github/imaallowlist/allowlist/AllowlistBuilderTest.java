package io.github.imaallowlist.allowlist;

import static io.github.imaallowlist.allowlist.Allowlists.add;
import static io.github.imaallowlist.allowlist.Allowlists.countsOf;
import static io.github.imaallowlist.allowlist.Allowlists.digest;
import static io.github.imaallowlist.allowlist.Allowlists.entriesOf;
import static io.github.imaallowlist.allowlist.Allowlists.pathsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowlistBuilderTest {
  private static final int TINY = AllowlistLimits.MIN_ARENA_BYTES;

  @TempDir Path folder;

  private record File(FilePath path, List<FileDigest> digests) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyOrderAndAnyMemoryGiveWhatATreeMapGives(long seed) throws IOException {
    Random random = new Random(seed);
    List<File> files = randomFiles(random, 20_000);
    List<AllowlistEntry> expected = treeMapOf(files);
    for (int arena : new int[] {TINY, 1 << 20, AllowlistBuilder.DEFAULT_ARENA_BYTES}) {
      Collections.shuffle(files, random);
      try (AllowlistBuilder builder = new AllowlistBuilder(folder, arena)) {
        for (File file : files) {
          builder.add(file.path, file.digests);
        }
        SortedAllowlist allowlist = builder.finish();
        assertThat(entriesOf(allowlist)).isEqualTo(expected);
        assertThat(entriesOf(allowlist)).as("a second time").isEqualTo(expected);
      }
    }
  }

  /** Many share beginnings, some share all; bytes of all kinds; a few very long. */
  private static List<File> randomFiles(Random random, int count) {
    List<File> files = new ArrayList<>();
    String[] beginnings = {"/usr/lib/", "/usr/lib/x/", "/", "/opt/a b/", "/usr/share/doc/pkg-1.0/"};
    HashAlgorithm[] algorithms = HashAlgorithm.values();
    for (int i = 0; i < count; i++) {
      StringBuilder path = new StringBuilder(beginnings[random.nextInt(beginnings.length)]);
      int length = i % 500 == 0 ? 1500 : 1 + random.nextInt(i % 7 == 0 ? 40 : 3);
      for (int j = 0; j < length; j++) {
        path.append((char) (i % 3 == 0 ? 'a' + random.nextInt(3) : 0x30 + random.nextInt(0x500)));
      }
      List<FileDigest> digests = new ArrayList<>();
      for (int j = random.nextInt(3); j >= 0; j--) {
        HashAlgorithm algorithm = algorithms[random.nextInt(algorithms.length)];
        byte[] bytes = new byte[algorithm.digestLength()];
        bytes[0] = (byte) (1 + random.nextInt(255));
        digests.add(new FileDigest(algorithm, bytes));
      }
      files.add(new File(FilePath.of(path.toString().replace("\u007f", "x")), digests));
    }
    return files;
  }

  private static List<AllowlistEntry> treeMapOf(List<File> files) {
    Map<LoggedPath, TreeSet<UnlabelledDigest>> map = new TreeMap<>();
    for (File file : files) {
      TreeSet<UnlabelledDigest> digests =
          map.computeIfAbsent(LoggedPath.of(file.path), path -> new TreeSet<>());
      file.digests.forEach(digest -> digests.add(UnlabelledDigest.of(digest)));
    }
    return map.entrySet().stream()
        .map(entry -> new AllowlistEntry(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  @Test
  void nothingIsWrittenWhileAllFitsIntoMemory() throws IOException {
    Path missing = folder.resolve("missing");
    try (AllowlistBuilder builder = new AllowlistBuilder(missing)) {
      add(builder, "/b", 1);
      add(builder, "/a", 1);
      assertThat(pathsOf(builder.finish())).containsExactly("/a", "/b");
    }
    assertThat(missing).doesNotExist();
  }

  @Test
  void aSpillFileHasNoNameWhileItIsInUse() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder, TINY)) {
      addMany(builder, 5_000);
      assertThat(openFilesIn(folder)).as("unnamed, and open").hasSize(1);
      assertThat(folder).isEmptyDirectory();
      assertThat(pathsOf(builder.finish())).hasSize(5_000).isSorted();
    }
    assertThat(openFilesIn(folder)).isEmpty();
  }

  private static List<String> openFilesIn(Path folder) throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      List<String> open = new ArrayList<>();
      for (Path descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          open.add(Files.readSymbolicLink(descriptor).toString());
        }
      }
      return open.stream().filter(name -> name.startsWith(folder.toString())).toList();
    }
  }

  @Test
  void moreRunsThanCanBeMergedAtOnceAreMergedInSteps() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder, TINY)) {
      int count = 40_000;
      for (int i = 0; i < count; i++) {
        add(builder, "/%05d".formatted(i * 7919L % count), 1);
      }
      SortedAllowlist allowlist = builder.finish();
      assertThat(pathsOf(allowlist)).hasSize(count).isSorted().startsWith("/00000", "/00001");
    }
  }

  @Test
  void anUnusableFolderIsNamedWhenItIsNeeded() {
    Path missing = folder.resolve("missing");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> {
              try (AllowlistBuilder builder = new AllowlistBuilder(missing, TINY)) {
                addMany(builder, 5_000);
              }
            })
        .withMessageContaining(missing.toString());
  }

  private static void addMany(AllowlistBuilder builder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      add(builder, "/usr/lib/" + (char) ('a' + i % 26) + i, i);
    }
  }

  @Test
  void oneFileInSeveralVersionsHasAllDigests() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      add(builder, "/a", 2);
      add(builder, "/a", 1);
      add(builder, "/a", 2);
      SortedAllowlist allowlist = builder.finish();
      assertThat(entriesOf(allowlist).get(0).digests())
          .containsExactly(UnlabelledDigest.of(digest(1)), UnlabelledDigest.of(digest(2)));
      assertThat(countsOf(allowlist).digests()).isEqualTo(2);
    }
  }

  @Test
  void namesThatMeetWhenTheKernelReplacesSpacesShareTheirDigests() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      add(builder, "/a b", 1);
      add(builder, "/a_b", 2);
      add(builder, "/c", 3);
      SortedAllowlist allowlist = builder.finish();
      assertThat(pathsOf(allowlist)).containsExactly("/a_b", "/c");
      assertThat(entriesOf(allowlist).get(0).digests()).hasSize(2);
      assertThat(countsOf(allowlist).spacesReplaced()).isEqualTo(1);
    }
  }

  @Test
  void entriesOfABaseAreMergedWithoutTheirAlgorithms() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      UnlabelledDigest other = UnlabelledDigest.ofHex("ab".repeat(20));
      UnlabelledDigest same = UnlabelledDigest.of(digest(1));
      builder.addBase(new AllowlistEntry(LoggedPath.of("/a"), List.of(same, other)));
      builder.addBase(new AllowlistEntry(LoggedPath.of("boot_aggregate"), List.of(other)));
      add(builder, "/a", 1);
      List<AllowlistEntry> entries = entriesOf(builder.finish());
      assertThat(entries.get(0).digests()).containsExactly(other, same);
      assertThat(entries.get(1).path()).hasToString("boot_aggregate");
    }
  }

  @Test
  void aListOfDigestsMayBeLongerThanARecord() throws IOException {
    List<UnlabelledDigest> digests = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      digests.add(UnlabelledDigest.of(ByteBuffer.allocate(64).putInt(i).array()));
    }
    try (AllowlistBuilder builder = new AllowlistBuilder(folder, TINY)) {
      builder.addBase(new AllowlistEntry(LoggedPath.of("/" + "a".repeat(4000)), digests));
      assertThat(entriesOf(builder.finish()).get(0).digests()).isEqualTo(digests);
    }
  }

  @Test
  void tooManyDigestsOfOnePathAreRefused() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      byte[] bytes = new byte[20];
      for (int i = 0; i <= AllowlistLimits.DIGESTS_OF_PATH; i++) {
        ByteBuffer.wrap(bytes).putInt(i + 1);
        builder.add(FilePath.of("/a"), List.of(new FileDigest(HashAlgorithm.SHA1, bytes)));
      }
      SortedAllowlist allowlist = builder.finish();
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> countsOf(allowlist))
          .withMessageContaining("/a");
    }
  }

  @Test
  void oneDigestInManyPackagesIsNotManyDigests() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      for (int i = 0; i < 2 * AllowlistLimits.DIGESTS_OF_PATH + 10; i++) {
        add(builder, "/a", i % 3);
      }
      assertThat(countsOf(builder.finish()).digests()).isEqualTo(3);
    }
  }

  @Test
  void anEmptyAllowlistHasNoEntries() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      assertThat(entriesOf(builder.finish())).isEmpty();
    }
  }

  @Test
  void wrongUseIsRefused() throws IOException {
    assertThatIllegalArgumentException().isThrownBy(() -> new AllowlistBuilder(folder, TINY - 1));
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.add(FilePath.of("/a"), List.of()))
          .withMessageContaining("/a");
      builder.finish();
      assertThatIllegalStateException().isThrownBy(() -> add(builder, "/a", 1));
      assertThatIllegalStateException().isThrownBy(builder::finish);
    }
  }
}
