package io.github.imaallowlist.rpm.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathIndexTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void findsWhatAMapFinds(long seed) {
    Random random = new Random(seed);
    TreeSet<String> unique = new TreeSet<>();
    while (unique.size() < 500) {
      unique.add(path(random));
    }
    List<String> paths = new ArrayList<>(unique);
    if (seed % 2 == 0) {
      Collections.shuffle(paths, random);
    }
    Map<String, Integer> oracle = new HashMap<>();
    paths.forEach(path -> oracle.put(path, oracle.size()));
    PathIndex index = new PathIndex(column(paths));

    assertThat(index.duplicate()).isEmpty();
    for (int i = 0; i < 2000; i++) {
      String path = i < paths.size() ? paths.get(i) : path(random);
      byte[] bytes = ("<" + path + ">").getBytes(ISO_8859_1);
      assertThat(index.find(bytes, 1, bytes.length - 1))
          .as(path)
          .isEqualTo(oracle.getOrDefault(path, -1));
    }
  }

  @Test
  void tellsAPathThatStandsTwice() {
    assertThat(new PathIndex(column(List.of("/b", "/a", "/c", "/a"))).duplicate()).hasValue(3);
    assertThat(new PathIndex(column(List.of("/a", "/a", "/b"))).duplicate()).hasValue(1);
    assertThat(new PathIndex(column(List.of())).duplicate()).isEmpty();
  }

  /** Bytes below and above 127, prefixes of one another. */
  private static String path(Random random) {
    StringBuilder path = new StringBuilder("/");
    int length = 1 + random.nextInt(4);
    for (int i = 0; i < length; i++) {
      path.append("a\u00e4\u0001z\u00ff".charAt(random.nextInt(5)));
    }
    return path.toString();
  }

  private static PathColumn column(List<String> paths) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] ends = new int[paths.size()];
    for (int i = 0; i < ends.length; i++) {
      bytes.writeBytes(paths.get(i).getBytes(ISO_8859_1));
      ends[i] = bytes.size();
    }
    return new PathColumn(bytes.toByteArray(), ends);
  }
}
