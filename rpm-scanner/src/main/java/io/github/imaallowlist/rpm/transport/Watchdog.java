package io.github.imaallowlist.rpm.transport;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Breaks off what waits too long for the network, and what nobody wants any more.
 *
 * <p>A socket's own time-out begins anew with every byte: a server that drips a header, or a TLS
 * record, byte by byte would hold a thread for hours. Nor does an interrupt reach a thread that
 * reads from a socket. So one thread looks after all that wait, several times a second.
 */
final class Watchdog implements AutoCloseable {
  private final long tickNanos;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private @Nullable ScheduledExecutorService rounds;
  private volatile boolean closed;

  /**
   * @param shortest the shortest time limit that it will be given
   */
  Watchdog(Duration shortest) {
    long quarter = shortest.toNanos() / 4;
    this.tickNanos =
        Math.min(
            Math.max(quarter, TimeUnit.MILLISECONDS.toNanos(5)),
            TimeUnit.MILLISECONDS.toNanos(200));
  }

  /** Watches the calling thread until the watch is closed. */
  Watch watch(Duration limit, Runnable breakOff) throws InterruptedIOException {
    start();
    Watch watch = new Watch(System.nanoTime() + limit.toNanos(), breakOff);
    watches.add(watch);
    if (closed) {
      watches.remove(watch);
      throw new InterruptedIOException("the transport was closed");
    }
    return watch;
  }

  private synchronized void start() {
    if (rounds == null && !closed) {
      rounds =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "http watchdog");
                thread.setDaemon(true);
                return thread;
              });
      var unused =
          rounds.scheduleWithFixedDelay(this::round, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void round() {
    long now = System.nanoTime();
    watches.forEach(watch -> watch.look(now));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (rounds != null) {
        rounds.shutdownNow();
      }
    }
    watches.forEach(watch -> watch.end(Watch.End.CLOSED));
  }

  /** One thread's wait. */
  final class Watch implements AutoCloseable {
    private enum End {
      TIME,
      INTERRUPT,
      CLOSED
    }

    private final Thread thread = Thread.currentThread();
    private final long deadline;
    private final Runnable breakOff;
    private volatile @Nullable End end;

    private Watch(long deadline, Runnable breakOff) {
      this.deadline = deadline;
      this.breakOff = breakOff;
    }

    private void look(long now) {
      if (thread.isInterrupted()) {
        end(End.INTERRUPT);
      } else if (now - deadline >= 0) {
        end(End.TIME);
      }
    }

    private void end(End why) {
      if (end == null) {
        end = why;
        breakOff.run();
      }
    }

    /** Whether the wait was broken off because it took too long. */
    boolean timedOut() {
      return end == End.TIME;
    }

    /** Throws if the wait was broken off for another reason than time. */
    void throwIfUnwanted() throws InterruptedIOException {
      if (end == End.CLOSED || closed) {
        throw new InterruptedIOException("the transport was closed");
      }
      if (end == End.INTERRUPT || thread.isInterrupted()) {
        throw new InterruptedIOException("the thread was interrupted");
      }
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
