package io.github.imaallowlist.allowlist;

import static io.github.imaallowlist.allowlist.Allowlists.addLink;
import static io.github.imaallowlist.allowlist.Allowlists.digest;
import static io.github.imaallowlist.allowlist.Allowlists.entriesOf;
import static io.github.imaallowlist.allowlist.Allowlists.pathsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imaallowlist.model.FilePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are left out of a list by their group. */
final class LeftOutGroupsTest {
  private static final UnlabelledDigest ONE = UnlabelledDigest.of(digest(1));
  private static final UnlabelledDigest TWO = UnlabelledDigest.of(digest(2));

  @TempDir private Path folder;

  private static void add(AllowlistBuilder builder, String path, int digest, int group)
      throws IOException {
    builder.add(FilePath.of(path), List.of(digest(digest)), group, AllowlistBuilder.NO_OWNER);
  }

  private static BitSet groups(int... numbers) {
    BitSet groups = new BitSet();
    for (int number : numbers) {
      groups.set(number);
    }
    return groups;
  }

  @Test
  void filesOfAGroupThatIsLeftOutGoToTheOtherSink() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      add(builder, "/a", 1, 1);
      add(builder, "/b", 1, 2);
      add(builder, "/c", 1, AllowlistBuilder.ALWAYS_KEPT);
      Map<String, SortedSet<Integer>> leftOut = new TreeMap<>();

      AllowlistCounts counts =
          builder
              .finish(groups(2))
              .forEach(
                  entry -> {}, (entry, groups) -> leftOut.put(entry.path().toString(), groups));

      assertThat(counts.paths()).isEqualTo(2);
      assertThat(counts.digests()).isEqualTo(2);
      assertThat(leftOut).isEqualTo(Map.of("/b", new TreeSet<>(List.of(2))));
    }
  }

  @Test
  void pathThatOnePackageKeepsStaysWithTheDigestsOfAll() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      add(builder, "/a", 1, 1);
      add(builder, "/a", 2, 2);

      assertThat(entriesOf(builder.finish(groups(1))))
          .containsExactly(new AllowlistEntry(LoggedPath.of("/a"), List.of(ONE, TWO)));
    }
  }

  @Test
  void basePolicyIsNeverLeftOut() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      builder.addBase(new AllowlistEntry(LoggedPath.of("/a"), List.of(ONE)));
      add(builder, "/a", 2, 1);

      assertThat(entriesOf(builder.finish(groups(1))))
          .containsExactly(new AllowlistEntry(LoggedPath.of("/a"), List.of(ONE, TWO)));
    }
  }

  @Test
  void pathsThroughLinksStayAndGoWithTheListedOnes() throws IOException {
    for (int leftOut : new int[] {1, 2}) {
      try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
        addLink(builder, "/bin", "usr/bin");
        addLink(builder, "/loop", "loop");
        add(builder, "/bin/a", 1, 1);
        add(builder, "/loop/b", 1, 1);
        add(builder, "/usr/c", 1, 2);
        SortedAllowlist allowlist = builder.finish(groups(leftOut));

        // Where the loop leads nobody knows, nor what label a file has there.
        assertThat(pathsOf(allowlist))
            .isEqualTo(
                leftOut == 1
                    ? List.of("/loop/b", "/usr/c")
                    : List.of("/bin/a", "/loop/b", "/usr/bin/a"));
        assertThat(allowlist.forEach(entry -> {}).unresolved()).isEqualTo(1);
      }
    }
  }

  @Test
  void groupOfAllThatStaysAndNumbersOutOfRangeAreRefused() throws IOException {
    try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
      assertThatIllegalArgumentException().isThrownBy(() -> add(builder, "/a", 1, -1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> add(builder, "/a", 1, AllowlistBuilder.MAX_GROUP + 1));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.finish(groups(0)));
    }
  }

  /** What a filter over the finished list would say, with groups of every size and spilled runs. */
  @ParameterizedTest
  @ValueSource(ints = {AllowlistLimits.MIN_ARENA_BYTES, AllowlistBuilder.DEFAULT_ARENA_BYTES})
  void anyMemoryLeavesOutWhatATreeMapLeavesOut(int arena) throws IOException {
    Random random = new Random(7);
    BitSet leftOut = new BitSet();
    for (int i = 0; i < 300; i++) {
      leftOut.set(1 + random.nextInt(AllowlistBuilder.MAX_GROUP));
    }
    int[] some = leftOut.stream().toArray();
    TreeMap<String, Boolean> kept = new TreeMap<>();
    try (AllowlistBuilder builder = new AllowlistBuilder(folder, arena)) {
      for (int i = 0; i < 20_000; i++) {
        String path = "/" + Integer.toString(random.nextInt(9_000), 36);
        int group =
            random.nextBoolean()
                ? some[random.nextInt(some.length)]
                : random.nextInt(AllowlistBuilder.MAX_GROUP + 1);
        kept.merge(path, !leftOut.get(group), Boolean::logicalOr);
        add(builder, path, i & 3, group);
      }
      kept.values().removeIf(stays -> !stays);

      assertThat(pathsOf(builder.finish(leftOut))).containsExactlyElementsOf(kept.keySet());
    }
  }
}
