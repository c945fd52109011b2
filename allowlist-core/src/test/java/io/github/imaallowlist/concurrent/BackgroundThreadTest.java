package io.github.imaallowlist.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BackgroundThreadTest {
  @Test
  void workIsDoneInOrderAndElsewhere() throws IOException {
    List<Thread> threads = new ArrayList<>();
    List<Integer> done = new ArrayList<>();
    try (BackgroundThread background = new BackgroundThread("elsewhere")) {
      List<PendingResult<Integer>> pending = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        int number = i;
        pending.add(
            background.run(
                () -> {
                  threads.add(Thread.currentThread());
                  done.add(number);
                  return number;
                }));
      }
      for (int i = 0; i < 10; i++) {
        assertThat(pending.get(i).await()).isEqualTo(i);
      }
    }
    assertThat(done).isSorted().hasSize(10);
    assertThat(threads).doesNotContain(Thread.currentThread());
    assertThat(threads.get(0).getName()).isEqualTo("elsewhere");
    assertThat(threads.get(0).isDaemon()).isTrue();
  }

  @Test
  void whatGoesWrongIsThrownWhereTheResultIsAwaited() {
    try (Failing failing = new Failing()) {
      assertThatIOException()
          .isThrownBy(() -> failing.with(new IOException("no room")))
          .withMessage("no room");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> failing.with(new IllegalArgumentException("no digest")))
          .withMessage("no digest");
      assertThatExceptionOfType(StackOverflowError.class)
          .isThrownBy(() -> failing.with(new StackOverflowError()));
    }
  }

  private static final class Failing implements AutoCloseable {
    private final BackgroundThread background = new BackgroundThread("failing");

    void with(Throwable thrown) throws IOException {
      background
          .run(
              () -> {
                if (thrown instanceof IOException exception) {
                  throw exception;
                }
                if (thrown instanceof Error error) {
                  throw error;
                }
                throw (RuntimeException) thrown;
              })
          .await();
    }

    @Override
    public void close() {
      background.close();
    }
  }

  @Test
  void anInterruptedWaitEnds() {
    CountDownLatch never = new CountDownLatch(1);
    try (BackgroundThread background = new BackgroundThread("waiting")) {
      PendingResult<Boolean> pending =
          background.run(
              () -> {
                try {
                  never.await();
                  return true;
                } catch (InterruptedException e) {
                  return false;
                }
              });
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(pending::await);
      assertThat(Thread.interrupted()).as("still to be seen").isTrue();
    }
  }
}
