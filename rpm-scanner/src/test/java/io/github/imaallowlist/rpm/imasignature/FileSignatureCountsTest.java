package io.github.imaallowlist.rpm.imasignature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.model.ImaKeyId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FileSignatureCountsTest {
  @Test
  void sumDoesNotDependOnTheOrderHoweverManyKeysThereAre() {
    KeyIdCounts low = keys(0, 150);
    KeyIdCounts high = keys(100, 250);
    KeyIdCounts one = new KeyIdCounts(5, new TreeMap<>(Map.of(new ImaKeyId(7), 5L)));

    KeyIdCounts sum = low.plus(high).plus(one);

    assertThat(sum).isEqualTo(one.plus(high).plus(low)).isEqualTo(high.plus(one).plus(low));
    assertThat(sum.total()).isEqualTo(305);
    assertThat(sum.byKey()).hasSize(100).containsEntry(new ImaKeyId(7), 6L);
  }

  private static KeyIdCounts keys(int from, int to) {
    SortedMap<ImaKeyId, Long> byKey = new TreeMap<>();
    for (int id = from; id < to; id++) {
      byKey.put(new ImaKeyId(id), 1L);
    }
    return new KeyIdCounts(to - from, byKey);
  }

  @Test
  void filesAreAllThatCarryASignature() {
    FileSignatureCounts counts = new FileSignatureCounts(keys(0, 1), 2, keys(1, 4), 4);

    assertThat(counts.files()).isEqualTo(10);
    assertThat(counts.plus(counts).files()).isEqualTo(20);
    assertThat(FileSignatureCounts.NONE.plus(counts)).isEqualTo(counts);
    assertThat(counts.plus(FileSignatureCounts.NONE)).isEqualTo(counts);
  }
}
