package io.github.imaallowlist.concurrent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What work in the background will have come to. */
public final class PendingResult<T> {
  private final Future<T> future;

  PendingResult(Future<T> future) {
    this.future = future;
  }

  /**
   * Waits for the result. What the work wrote to memory is seen afterwards.
   *
   * @throws IOException if the work threw one, or the wait was interrupted
   */
  public T await() throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while work in the background went on");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException exception) {
        throw exception;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
