package io.github.imaallowlist.rpm.scan;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Runs a pure function over many items on a fixed number of threads, those with the most work
 * first, so that no large one is left to a single thread at the end. Outcomes go to the calling
 * thread, in whatever order they come.
 *
 * <p>A thread is given several small items at a time, for to wake it takes longer than to look up
 * one in a cache; no more than two such batches for each thread are in flight, of few bytes each.
 */
public final class ParallelScan {
  private static final int IN_FLIGHT_PER_THREAD = 2;

  /** Items in a batch; their outcomes are in memory together. */
  static final int MOST_IN_BATCH = 16;

  /** Bytes in a batch of several items. */
  private static final long BYTES_IN_BATCH = 1 << 20;

  /** Batches that a thread has at least, as far as the items' sizes and number allow. */
  private static final int BATCHES_PER_THREAD = 64;

  private ParallelScan() {}

  /** Takes outcomes, in the calling thread. */
  public interface Sink<O> {
    void accept(O outcome) throws IOException;
  }

  /**
   * @param size of the work that an item is, in bytes; asked for once
   * @param jobs how many threads, at least 1
   */
  public static <T, O> void run(
      List<T> items, ToLongFunction<T> size, int jobs, Function<T, O> function, Sink<O> sink)
      throws IOException {
    Deque<List<T>> waiting = batches(items, size, jobs);
    ExecutorService threads = Executors.newFixedThreadPool(jobs, ParallelScan::daemon);
    try {
      CompletionService<List<O>> outcomes = new ExecutorCompletionService<>(threads);
      int inFlight = 0;
      while (inFlight > 0 || !waiting.isEmpty()) {
        while (!waiting.isEmpty() && inFlight < jobs * IN_FLIGHT_PER_THREAD) {
          List<T> batch = waiting.remove();
          outcomes.submit(() -> applied(function, batch));
          inFlight++;
        }
        for (O outcome : take(outcomes)) {
          sink.accept(outcome);
        }
        inFlight--;
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private record Sized<T>(T item, long size) {}

  /**
   * Cuts the items up, the largest first. What is in a batch is a small part of all in size and of
   * those left in number, so that the threads end at about the same time.
   */
  static <T> Deque<List<T>> batches(List<T> items, ToLongFunction<T> size, int jobs) {
    List<Sized<T>> sorted = new ArrayList<>(items.size());
    long total = 0;
    for (T item : items) {
      Sized<T> sized = new Sized<>(item, size.applyAsLong(item));
      sorted.add(sized);
      total += sized.size();
    }
    sorted.sort((a, b) -> Long.compare(b.size(), a.size()));
    int parts = jobs * BATCHES_PER_THREAD;
    Deque<List<T>> batches = new ArrayDeque<>();
    int next = 0;
    while (next < sorted.size()) {
      int most = Math.min(MOST_IN_BATCH, (sorted.size() - next) / (IN_FLIGHT_PER_THREAD * jobs));
      long left = Math.min(BYTES_IN_BATCH, total / parts);
      List<T> batch = new ArrayList<>();
      do {
        left -= sorted.get(next).size();
        batch.add(sorted.get(next++).item());
      } while (batch.size() < most && left >= sorted.get(next).size());
      batches.add(batch);
    }
    return batches;
  }

  private static <T, O> List<O> applied(Function<T, O> function, List<T> batch) {
    List<O> outcomes = new ArrayList<>(batch.size());
    for (T item : batch) {
      outcomes.add(function.apply(item));
    }
    return outcomes;
  }

  private static <O> List<O> take(CompletionService<List<O>> outcomes) throws IOException {
    try {
      return outcomes.take().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while packages were read");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a package could not be scanned", e.getCause());
    }
  }

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** A daemon, so that a run that is given up ends at once. */
  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "scan-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
