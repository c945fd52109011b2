package io.github.imaallowlist.rpm.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ParallelScanTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 1000).boxed().toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void everyItemComesOutOnce(int jobs) throws IOException {
    List<Integer> outcomes = new ArrayList<>();

    ParallelScan.run(ITEMS, item -> item % 10, jobs, item -> -item, outcomes::add);

    assertThat(outcomes)
        .containsExactlyInAnyOrderElementsOf(ITEMS.stream().map(item -> -item).toList());
  }

  @Test
  void largestComesFirstAndEqualsKeepTheirOrder() throws IOException {
    List<String> outcomes = new ArrayList<>();

    ParallelScan.run(
        List.of("bb", "a", "dddd", "cc"), String::length, 1, item -> item, outcomes::add);

    assertThat(outcomes).containsExactly("dddd", "bb", "cc", "a");
  }

  @Test
  void largeItemsAreAloneAndSmallOnesTogether() {
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(1000, 10));
    sizes.addAll(List.of(5000, 6000));

    List<List<Integer>> batches = List.copyOf(ParallelScan.batches(sizes, Integer::longValue, 2));

    assertThat(batches.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(sizes);
    assertThat(batches).startsWith(List.of(6000), List.of(5000));
    assertThat(batches.get(2)).hasSizeGreaterThan(1);
    assertThat(batches).allMatch(batch -> batch.size() <= ParallelScan.MOST_IN_BATCH);
  }

  /** So that no thread has a batch of many before it when the others are done. */
  @Test
  void lastBatchesAreSmall() {
    List<List<Integer>> batches = List.copyOf(ParallelScan.batches(ITEMS, item -> 0, 2));

    assertThat(batches.get(0)).hasSize(ParallelScan.MOST_IN_BATCH);
    assertThat(batches.subList(batches.size() - 4, batches.size()))
        .allMatch(batch -> batch.size() == 1);
  }

  @Test
  void jobsRunAtOnce() throws IOException {
    CyclicBarrier together = new CyclicBarrier(3);
    AtomicInteger outcomes = new AtomicInteger();

    ParallelScan.run(
        List.of(1, 2, 3),
        item -> item,
        3,
        item -> {
          try {
            return together.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        outcome -> outcomes.incrementAndGet());

    assertThat(outcomes).hasValue(3);
  }

  /** Nothing is taken from the queue while the caller is busy with an outcome. */
  @Test
  void noMoreThanTwoBatchesForEachThreadAreInFlight() throws IOException {
    AtomicInteger started = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    List<Integer> ahead = new ArrayList<>();

    ParallelScan.run(
        ITEMS,
        item -> 1,
        2,
        item -> started.incrementAndGet(),
        outcome -> ahead.add(started.get() - taken.getAndIncrement()));

    assertThat(ahead)
        .hasSize(ITEMS.size())
        .allMatch(count -> count <= 4 * ParallelScan.MOST_IN_BATCH);
  }

  @Test
  void bugInAScanPassesWithItsCause() {
    assertThatThrownBy(
            () ->
                ParallelScan.run(
                    ITEMS,
                    item -> item,
                    2,
                    item -> {
                      throw new ArithmeticException("a bug");
                    },
                    outcome -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("a bug");
  }

  @Test
  void errorOfTheSinkPassesAsItIs() {
    IOException full = new IOException("disk full");

    assertThatThrownBy(
            () ->
                ParallelScan.run(
                    ITEMS,
                    item -> item,
                    2,
                    item -> item,
                    outcome -> {
                      throw full;
                    }))
        .isSameAs(full);
  }

  @Test
  void nothingGivesNothing() throws IOException {
    List<Integer> outcomes = new ArrayList<>();

    ParallelScan.run(List.<Integer>of(), item -> item, 2, item -> item, outcomes::add);

    assertThat(outcomes).isEmpty();
  }
}
