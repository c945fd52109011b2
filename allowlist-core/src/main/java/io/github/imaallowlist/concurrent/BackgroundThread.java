package io.github.imaallowlist.concurrent;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread beside the one that asks for work, which it does piece by piece, in order. It is made
 * when the first work comes, and is a daemon, so that a run that is given up ends at once.
 */
public final class BackgroundThread implements Closeable {
  private final ExecutorService executor;

  /**
   * @param name the thread's
   */
  public BackgroundThread(String name) {
    this.executor =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A piece of work. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /** Lets the thread do it when it has done what it was given before. */
  public <T> PendingResult<T> run(Work<T> work) {
    return new PendingResult<>(executor.submit(work::run));
  }

  /** Ends the thread when it has done all that it was given; nothing waits for it. */
  public void end() {
    executor.shutdown();
  }

  /** Ends the thread, interrupted, whatever it does; nothing waits for it. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
