package io.github.imaallowlist.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundOutputStreamTest {
  private static final int CHUNK = 384 * 1024;

  /** What arrives, by which threads and in which pieces. */
  private static class Below extends OutputStream {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final List<Integer> pieces = new ArrayList<>();
    final List<Thread> threads = new ArrayList<>();
    int closed;

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      bytes.write(from, offset, length);
      pieces.add(length);
      threads.add(Thread.currentThread());
    }

    @Override
    public void close() throws IOException {
      closed++;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 7})
  void allArrivesInOrderElsewhere(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Below below = new Below();
    byte[] buffer = new byte[100_003];

    try (BackgroundOutputStream out = new BackgroundOutputStream("elsewhere", below)) {
      for (int start = 0; start < length; start += buffer.length) {
        int n = Math.min(buffer.length, length - start);
        System.arraycopy(bytes, start, buffer, 0, n);
        out.write(buffer, 0, n);
        Arrays.fill(buffer, (byte) 0);
      }
      out.finish();
    }

    assertThat(below.bytes.toByteArray()).isEqualTo(bytes);
    assertThat(below.closed).isEqualTo(1);
    assertThat(below.threads).allMatch(thread -> thread.getName().equals("elsewhere"));
  }

  @Test
  void piecesDoNotDependOnHowBytesCome() throws IOException {
    Below below = new Below();
    try (BackgroundOutputStream out = new BackgroundOutputStream("elsewhere", below)) {
      out.write(1);
      out.flush();
      out.write(new byte[3 * CHUNK]);
      out.finish();
    }

    assertThat(below.pieces).containsExactly(CHUNK, CHUNK, CHUNK, 1);
  }

  @Test
  void failureIsThrownByALaterCallAndOnlyOnce() {
    IOException full = new IOException("no room");
    Below below =
        new Below() {
          @Override
          public void write(byte[] from, int offset, int length) throws IOException {
            throw full;
          }
        };
    try (BackgroundOutputStream out = new BackgroundOutputStream("elsewhere", below)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 3; i++) {
                  out.write(new byte[CHUNK]);
                }
              })
          .isSameAs(full);
      assertThatIOException().isThrownBy(() -> out.write(new byte[CHUNK])).isNotSameAs(full);
      assertThatIOException().isThrownBy(out::finish).isNotSameAs(full);
    }
    assertThat(below.closed).isEqualTo(1);
  }

  @Test
  void failureOfTheLastBytesAndOfClosingIsThrownByFinish() {
    IOException full = new IOException("no room");
    Below below =
        new Below() {
          @Override
          public void close() throws IOException {
            throw full;
          }
        };
    try (BackgroundOutputStream out = new BackgroundOutputStream("elsewhere", below)) {
      assertThatThrownBy(out::finish).isSameAs(full);
    }
  }

  @Test
  void givenUpItClosesWhatIsBelowAndEndsItsThread() throws Exception {
    Below below =
        new Below() {
          @Override
          public void close() throws IOException {
            super.close();
            throw new IOException("nobody asks");
          }
        };
    try (BackgroundOutputStream out = new BackgroundOutputStream("elsewhere", below)) {
      out.write(new byte[2 * CHUNK + 1]);
    }

    assertThat(below.closed).isEqualTo(1);
    assertThat(below.pieces).hasSizeLessThanOrEqualTo(2);
    below.threads.get(0).join();
  }

  /** What is below may hold memory that Java does not free. */
  @Test
  void interruptedItThrowsAndWhatIsBelowIsClosedAllTheSame() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Below below =
        new Below() {
          @Override
          public void write(byte[] from, int offset, int length) throws IOException {
            awaitUninterrupted(go);
          }

          @Override
          public void close() {
            end.countDown();
          }
        };
    try (BackgroundOutputStream out = new BackgroundOutputStream("elsewhere", below)) {
      out.write(new byte[CHUNK]);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> out.write(new byte[CHUNK]))
          .isInstanceOf(InterruptedIOException.class);
    }
    assertThat(Thread.interrupted()).isTrue();
    go.countDown();
    end.await();
  }

  private static void awaitUninterrupted(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
