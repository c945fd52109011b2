package io.github.imaallowlist.allowlist;

import static io.github.imaallowlist.allowlist.Allowlists.digest;
import static io.github.imaallowlist.allowlist.Allowlists.entriesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.model.FilePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnersTest {
  private static final UnlabelledDigest ONE = UnlabelledDigest.of(digest(1));
  private static final UnlabelledDigest TWO = UnlabelledDigest.of(digest(2));
  private static final Instant REMOVED = Instant.parse("2026-01-01T00:00:00Z");

  private final PackageNumbers numbers = new PackageNumbers();

  @TempDir private Path folder;

  private static OwningPackage current(String nevra) {
    return OwningPackage.current(nevra, Optional.empty());
  }

  private static OwningPackage removed(String nevra) {
    return new OwningPackage(Optional.of(nevra), Optional.empty(), Optional.of(REMOVED));
  }

  private static void add(AllowlistBuilder builder, String path, int digest, int owner)
      throws IOException {
    builder.add(FilePath.of(path), List.of(digest(digest)), AllowlistBuilder.ALWAYS_KEPT, owner);
  }

  private static void addBase(AllowlistBuilder builder, String path, int digest, int owner)
      throws IOException {
    builder.addBase(LoggedPath.of(path), List.of(UnlabelledDigest.of(digest(digest))), owner);
  }

  private List<AllowlistEntry> finish(AllowlistBuilder builder) throws IOException {
    return entriesOf(builder.finish(new BitSet(), numbers.owners()));
  }

  @Test
  void eachDigestNamesThePackagesThatHaveIt() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      int last = numbers.of(current("b-2-1.noarch"));
      int first = numbers.of(current("a-1-1.noarch"));
      add(builder, "/one", 1, last);
      add(builder, "/both", 1, last);
      add(builder, "/both", 1, first);
      add(builder, "/differ", 2, first);
      add(builder, "/differ", 1, last);

      assertThat(finish(builder))
          .containsExactly(
              new AllowlistEntry(
                  LoggedPath.of("/both"), List.of(ONE), DigestOwners.ofEach(new int[][] {{0, 1}})),
              new AllowlistEntry(
                  LoggedPath.of("/differ"),
                  List.of(ONE, TWO),
                  DigestOwners.ofEach(new int[][] {{1}, {0}})),
              new AllowlistEntry(LoggedPath.of("/one"), List.of(ONE), DigestOwners.ofAll(1)));
    }
  }

  @Test
  void pathsThroughLinksHaveTheOwnerOfTheFile() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      numbers.of(current("filesystem-1-1.noarch"));
      int owner = numbers.of(current("a-1-1.noarch"));
      builder.addLink(FilePath.of("/bin"), "usr/bin".getBytes(StandardCharsets.UTF_8));
      add(builder, "/bin/sh", 1, owner);

      assertThat(finish(builder))
          .extracting(entry -> entry.path() + " " + entry.owners())
          .containsExactly("/bin/sh 0", "/usr/bin/sh 0");
    }
  }

  @Test
  void whatABaseHasIsOfNoPackage() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      int owner = numbers.of(current("a-1-1.noarch"));
      addBase(builder, "/base", 1, AllowlistBuilder.NO_OWNER);
      addBase(builder, "/both", 1, AllowlistBuilder.NO_OWNER);
      addBase(builder, "/both", 2, AllowlistBuilder.NO_OWNER);
      add(builder, "/both", 2, owner);

      assertThat(finish(builder))
          .extracting(AllowlistEntry::owners)
          .containsExactly(DigestOwners.NONE, DigestOwners.ofEach(new int[][] {{}, {0}}));
    }
  }

  @Test
  void whatOnlyARevokedPackageHasGoesAndItsPathWithIt() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      int bad = numbers.ofRevoked(current("bad-1-1.noarch"));
      int good = numbers.of(current("good-1-1.noarch"));
      add(builder, "/bad", 1, bad);
      add(builder, "/differ", 1, bad);
      add(builder, "/differ", 2, good);
      add(builder, "/shared", 1, bad);
      add(builder, "/shared", 1, good);
      PackageOwners owners = numbers.owners();
      SortedAllowlist allowlist = builder.finish(new BitSet(), owners);
      List<AllowlistEntry> entries = new ArrayList<>();
      AllowlistCounts counts = allowlist.forEach(entries::add);

      assertThat(entries)
          .containsExactly(
              new AllowlistEntry(LoggedPath.of("/differ"), List.of(TWO), DigestOwners.ofAll(0)),
              new AllowlistEntry(LoggedPath.of("/shared"), List.of(ONE), DigestOwners.ofAll(0)));
      assertThat(counts.paths()).isEqualTo(2);
      assertThat(owners.packages()).containsExactly(current("good-1-1.noarch"));
      assertThat(owners.sharedWithRevoked()).isEqualTo(1);
      assertThat(owners.examples()).containsExactly(LoggedPath.of("/shared"));
    }
  }

  @Test
  void aRevokedPackageTakesNothingFromABase() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      add(builder, "/a", 1, numbers.ofRevoked(current("bad-1-1.noarch")));
      addBase(builder, "/a", 1, AllowlistBuilder.NO_OWNER);

      assertThat(finish(builder))
          .containsExactly(new AllowlistEntry(LoggedPath.of("/a"), List.of(ONE)));
    }
  }

  @Test
  void whatIsThereAnywayHasNoNamelessOwner() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      int nameless = numbers.of(OwningPackage.nameless(REMOVED));
      int gone = numbers.of(removed("gone-1-1.noarch"));
      int here = numbers.of(current("here-1-1.noarch"));
      addBase(builder, "/base", 1, nameless);
      addBase(builder, "/base", 1, AllowlistBuilder.NO_OWNER);
      addBase(builder, "/gone", 1, nameless);
      addBase(builder, "/gone", 1, gone);
      add(builder, "/here", 1, here);
      addBase(builder, "/here", 1, nameless);
      addBase(builder, "/old", 1, nameless);

      assertThat(finish(builder))
          .extracting(entry -> entry.path() + " " + entry.owners())
          .containsExactly("/base none", "/gone [[0, 2]]", "/here 1", "/old 2");
    }
  }

  @Test
  void namelessPackagesAtTheEndThatNoDigestIsFromAreLeftOff() throws IOException {
    OwningPackage earlier = OwningPackage.nameless(REMOVED);
    OwningPackage later = OwningPackage.nameless(REMOVED.plusSeconds(1));
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      int unused = numbers.of(later);
      addBase(builder, "/old", 1, numbers.of(earlier));
      addBase(builder, "/here", 1, unused);
      add(builder, "/here", 1, numbers.of(current("here-1-1.noarch")));
      numbers.of(removed("without-files-1-1.noarch"));
      PackageOwners owners = numbers.owners();
      builder.finish(new BitSet(), owners).forEach(entry -> {});

      assertThat(owners.packages())
          .containsExactly(
              current("here-1-1.noarch"), removed("without-files-1-1.noarch"), earlier);
    }
  }

  @Test
  void aListThatIsWrittenTwiceTellsOfEachDigestOnce() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      add(builder, "/a", 1, numbers.ofRevoked(current("bad-1-1.noarch")));
      add(builder, "/a", 1, numbers.of(current("good-1-1.noarch")));
      PackageOwners owners = numbers.owners();
      SortedAllowlist allowlist = builder.finish(new BitSet(), owners);
      allowlist.forEach(entry -> {});
      allowlist.forEach(entry -> {});

      assertThat(owners.sharedWithRevoked()).isEqualTo(1);
      assertThat(owners.examples()).containsExactly(LoggedPath.of("/a"));
    }
  }

  @Test
  void moreOwnersOfOnePathThanAreHeldInMemoryAreAnError() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      for (int owner = 0; owner <= AllowlistLimits.OWNED_DIGESTS_OF_PATH; owner++) {
        addBase(builder, "/a", 1, owner);
      }
      SortedAllowlist allowlist = builder.finish();

      assertThatThrownBy(() -> allowlist.forEach(entry -> {}))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("/a: one path has more than 200000 digests");
    }
  }

  @Test
  void bytesBesideTheListComeBackFromMemoryAndFromTheFile() throws IOException {
    for (int length : new int[] {0, 1, 1 << 18, (1 << 18) + 1, 700_000}) {
      byte[] bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
        for (ByteSpool spool : List.of(builder.newSpool(), ByteSpool.inMemory())) {
          for (byte b : bytes) {
            spool.write(b);
          }
          assertThat(spool.open().readAllBytes()).isEqualTo(bytes);
        }
      }
    }
  }

  @Test
  void ownersThatDoNotGoWithDigestsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AllowlistEntry(
                    LoggedPath.of("/a"),
                    List.of(TWO, ONE),
                    DigestOwners.ofEach(new int[][] {{1}, {0}})))
        .withMessageContaining("not sorted");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AllowlistEntry(
                    LoggedPath.of("/a"), List.of(ONE), DigestOwners.ofEach(new int[][] {{1}, {0}})))
        .withMessageContaining("1 digests, and owners of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigestOwners.ofEach(new int[][] {{1, 1}}));
    assertThatIllegalArgumentException().isThrownBy(() -> DigestOwners.ofAll(-1));
  }

  /** Against a map that holds everything, in memory and out of it, in two orders. */
  @ParameterizedTest
  @ValueSource(ints = {AllowlistLimits.MIN_ARENA_BYTES, AllowlistBuilder.DEFAULT_ARENA_BYTES})
  void theOrderOfPackagesChangesNothing(int arena) throws IOException {
    Random random = new Random(arena);
    record Added(String path, int digest, String nevra) {}
    List<Added> all = new ArrayList<>();
    Map<String, Map<UnlabelledDigest, Set<String>>> expected = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      String path = "/" + Integer.toString(random.nextInt(9_000), 36);
      String nevra = "p%d-1-1.noarch".formatted(random.nextInt(300));
      int digest = random.nextInt(4);
      all.add(new Added(path, digest, nevra));
      expected
          .computeIfAbsent(path, name -> new TreeMap<>())
          .computeIfAbsent(UnlabelledDigest.of(digest(digest)), name -> new TreeSet<>())
          .add(nevra);
    }
    for (int order = 0; order < 2; order++) {
      Collections.shuffle(all, random);
      PackageNumbers some = new PackageNumbers();
      try (AllowlistBuilder builder = new AllowlistBuilder(folder, arena)) {
        for (Added one : all) {
          add(builder, one.path, one.digest, some.of(current(one.nevra)));
        }
        PackageOwners owners = some.owners();
        Map<String, Map<UnlabelledDigest, Set<String>>> found = new TreeMap<>();
        builder
            .finish(new BitSet(), owners)
            .forEach(entry -> found.put(entry.path().toString(), namesOf(entry, owners)));

        assertThat(found).isEqualTo(expected);
        assertThat(owners.packages()).isSorted();
      }
    }
  }

  private static Map<UnlabelledDigest, Set<String>> namesOf(
      AllowlistEntry entry, PackageOwners owners) {
    Map<UnlabelledDigest, Set<String>> names = new TreeMap<>();
    for (int i = 0; i < entry.digests().size(); i++) {
      Set<String> ofDigest = new TreeSet<>();
      for (int owner : entry.owners().of(i)) {
        ofDigest.add(owners.packages().get(owner).nevra().orElseThrow());
      }
      names.put(entry.digests().get(i), ofDigest);
    }
    return names;
  }
}
