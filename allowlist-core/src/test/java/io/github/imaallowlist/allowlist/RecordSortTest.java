package io.github.imaallowlist.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of records against that of Java's own sort. */
class RecordSortTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 100, 1023, 1024, 1025, 30_000})
  void pathsInAnyOrderGiveWhatJavasSortGives(int count) {
    Random random = new Random(count);
    requireSorted(paths(count, i -> randomPath(random)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 1000})
  void pathsInAscendingRunsGiveWhatJavasSortGives(int length) {
    Random random = new Random(length);
    List<byte[]> paths = new ArrayList<>();
    for (int run = 0; run < 20_000 / length; run++) {
      List<byte[]> part = paths(1 + random.nextInt(2 * length), i -> randomPath(random));
      part.sort(Arrays::compareUnsigned);
      paths.addAll(part);
    }
    requireSorted(paths);
  }

  @Test
  void descendingPathsGiveWhatJavasSortGives() {
    requireSorted(paths(5_000, i -> "/usr/lib/%05d".formatted(99_999 - i)));
  }

  @Test
  void aFewPathsManyTimesGiveWhatJavasSortGives() {
    requireSorted(paths(5_000, i -> "/usr/share/doc/" + i % 3));
  }

  private static List<byte[]> paths(int count, Function<Integer, String> path) {
    List<byte[]> paths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      paths.add(path.apply(i).getBytes(StandardCharsets.ISO_8859_1));
    }
    return paths;
  }

  /** Bytes above 127 come after all others; some paths are the beginning of others. */
  private static String randomPath(Random random) {
    String[] folders = {"/", "/usr/lib/", "/usr/lib/modules/6.12.0/kernel/", "/opt/\u00e4/"};
    StringBuilder path = new StringBuilder(folders[random.nextInt(folders.length)]);
    for (int i = random.nextInt(12); i >= 0; i--) {
      path.append("ab/\u0001\u00ff".charAt(random.nextInt(5)));
    }
    return path.toString();
  }

  private static void requireSorted(List<byte[]> paths) {
    List<byte[]> expected = new ArrayList<>(paths);
    expected.sort(Arrays::compareUnsigned);
    List<Integer> order = orderOf(paths);
    assertThat(order.stream().map(paths::get)).containsExactlyElementsOf(expected);
    assertThat(order).as("each once").doesNotHaveDuplicates();
  }

  /** The indexes of the paths in the order that the sort gives their records. */
  private static List<Integer> orderOf(List<byte[]> paths) {
    int[] offsets = new int[paths.size()];
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = records.size();
      records.writeBytes(EntryRecord.encode(paths.get(i), EntryRecord.LISTED, 0, i, List.of()));
    }
    byte[] array = records.toByteArray();
    RecordSort.sort(array, offsets);
    return Arrays.stream(offsets).map(offset -> EntryRecord.owner(array, offset)).boxed().toList();
  }
}
