package io.github.imaallowlist.rpm.scan;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Comparator;
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
 * Runs a pure function over many items on a fixed number of threads, the largest first, so that no
 * large one is left to a single thread at the end. Outcomes go to the calling thread, in whatever
 * order they come; no more than two for each thread are in flight.
 */
public final class ParallelScan {
  private static final int IN_FLIGHT_PER_THREAD = 2;

  private ParallelScan() {}

  /** Takes outcomes, in the calling thread. */
  public interface Sink<O> {
    void accept(O outcome) throws IOException;
  }

  /**
   * @param size of an item, in whatever unit
   * @param jobs how many threads, at least 1
   */
  public static <T, O> void run(
      List<T> items, ToLongFunction<T> size, int jobs, Function<T, O> function, Sink<O> sink)
      throws IOException {
    Deque<T> waiting = new ArrayDeque<>(items.size());
    items.stream().sorted(Comparator.comparingLong(size).reversed()).forEach(waiting::add);
    ExecutorService threads = Executors.newFixedThreadPool(jobs, ParallelScan::daemon);
    try {
      CompletionService<O> outcomes = new ExecutorCompletionService<>(threads);
      int inFlight = 0;
      while (inFlight > 0 || !waiting.isEmpty()) {
        while (!waiting.isEmpty() && inFlight < jobs * IN_FLIGHT_PER_THREAD) {
          T item = waiting.remove();
          outcomes.submit(() -> function.apply(item));
          inFlight++;
        }
        sink.accept(take(outcomes));
        inFlight--;
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static <O> O take(CompletionService<O> outcomes) throws IOException {
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
