package io.github.imaallowlist.rpm.transport;

import static io.github.imaallowlist.rpm.transport.Fetches.fetch;
import static io.github.imaallowlist.rpm.transport.Fetches.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.fixtures.http.FolderServer;
import io.github.imaallowlist.fixtures.http.HttpRequestHead;
import io.github.imaallowlist.fixtures.http.Misbehaviour;
import io.github.imaallowlist.fixtures.http.ScriptedServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class HttpTransportTest {
  private static final byte[] CONTENT = Fetches.content(300_000);

  @TempDir private Path folder;
  private FolderServer server;

  @BeforeEach
  void serve() throws IOException {
    Files.write(folder.resolve("file"), CONTENT);
    server = FolderServer.of(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetchesTheWhole() throws IOException {
    try (HttpTransport transport = Fetches.transport();
        FetchedStream stream = transport.open(request(server.uri("/file")))) {
      assertThat(stream.size()).hasValue(CONTENT.length);
      assertThat(stream.location()).isEqualTo(server.uri("/file"));
      assertThat(stream.readAllBytes()).isEqualTo(CONTENT);
      assertThat(stream.read()).isEqualTo(-1);
    }
  }

  @Test
  void asksForWhatItIsAndNothingElse() throws IOException {
    fetch(server.uri("/file"));

    HttpRequestHead request = server.requests().get(0);
    assertThat(request.headers())
        .containsOnlyKeys("accept-encoding", "host", "connection", "user-agent")
        .containsEntry("accept-encoding", "identity")
        .containsEntry("user-agent", "ima-allowlist");
  }

  @Test
  void fetchesARange() throws IOException {
    byte[] part = fetch(request(server.uri("/file")).withRange(new ByteRange(1_000, 4_999)));

    assertThat(part).isEqualTo(Arrays.copyOfRange(CONTENT, 1_000, 5_000));
    assertThat(server.requests().get(0).header("Range")).hasValue("bytes=1000-4999");
  }

  @Test
  void fetchesARangeFromAServerThatIgnoresIt() throws IOException {
    try (ScriptedServer ignorant = ScriptedServer.of(Misbehaviour.ignoresRange(CONTENT, "\"a\""));
        HttpTransport transport = Fetches.transport();
        FetchedStream stream =
            transport.open(request(ignorant.uri("/file")).withRange(new ByteRange(1_000, 4_999)))) {
      assertThat(stream.size()).hasValue(4_000);
      assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(CONTENT, 1_000, 5_000));
    }
  }

  @Test
  void manySmallFetchesUseOneConnection() throws IOException {
    try (HttpTransport transport = Fetches.transport()) {
      for (int i = 0; i < 300; i++) {
        ByteRange range = new ByteRange(i, i + 100);
        transport.fetch(request(server.uri("/file")).withRange(range));
      }
    }

    assertThat(server.requests()).hasSize(300);
    assertThat(server.connections()).isEqualTo(1);
  }

  /** An error's body is read to its end, a short one at least. */
  @Test
  void failuresDoNotCostTheConnection() throws IOException {
    try (HttpTransport transport = Fetches.transport()) {
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> transport.fetch(request(server.uri("/absent"))))
            .isInstanceOf(FetchFailedException.class);
      }
      transport.fetch(request(server.uri("/file")));
    }

    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void threadsFetchAtOnceEachOverOneConnection() throws Exception {
    int threads = 8;
    try (HttpTransport transport = Fetches.transport()) {
      List<CompletableFuture<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(
            CompletableFuture.supplyAsync(
                () -> {
                  boolean well = true;
                  for (int j = 0; j < 20; j++) {
                    try {
                      well &= Arrays.equals(CONTENT, transport.fetch(request(server.uri("/file"))));
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                  return well;
                },
                task -> new Thread(task, "fetch").start()));
      }
      for (CompletableFuture<Boolean> each : all) {
        assertThat(each.get()).isTrue();
      }
    }

    assertThat(server.requests()).hasSize(threads * 20);
    assertThat(server.connections()).isLessThanOrEqualTo(threads);
  }

  @Test
  void absentFileIsNotAskedForAgain() {
    FetchFailedException failure =
        catchThrowableOfType(FetchFailedException.class, () -> fetch(server.uri("/absent")));

    assertThat(failure.status()).hasValue(404);
    assertThat(failure.failure()).isEqualTo(FetchFailure.STATUS);
    assertThat(failure.attempts()).isEqualTo(1);
    assertThat(failure.location()).isEqualTo(server.uri("/absent").toString());
    assertThat(failure)
        .hasMessage(
            "the-file: cannot be fetched: %s: 404 Not Found".formatted(server.uri("/absent")));
    assertThat(failure.remedy()).isNotBlank();
  }

  @Test
  void sizeOtherThanExpectedFailsBeforeTheBody() {
    assertThatThrownBy(() -> fetch(request(server.uri("/file")).withExpectedSize(5)))
        .isInstanceOfSatisfying(
            FetchFailedException.class,
            e -> assertThat(e.failure()).isEqualTo(FetchFailure.CHANGED))
        .hasMessageContaining("has 300000 bytes, not the 5 expected");
  }

  @Test
  void sizeOtherThanExpectedIsSeenInARangeToo() {
    assertThatThrownBy(
            () ->
                fetch(
                    request(server.uri("/file"))
                        .withRange(new ByteRange(0, 3))
                        .withExpectedSize(5)))
        .hasMessageContaining("has 300000 bytes, not the 5 expected");
  }

  @ParameterizedTest
  @ValueSource(longs = {299_990, 300_000})
  void rangeBeyondTheEndFails(long first) {
    assertThatThrownBy(
            () -> fetch(request(server.uri("/file")).withRange(new ByteRange(first, 300_010))))
        .isInstanceOf(FetchFailedException.class)
        .hasMessageContaining(first == 300_000 ? "416" : "has 300000 bytes, and byte 300010 is");
  }

  @Test
  void largerThanAllowedIsRefusedBeforeTheBody() {
    FetchRequest request = FetchRequest.of(server.uri("/file"), 1_000);

    assertThatThrownBy(() -> fetch(request))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("its size is 300000 bytes; at most 1000");
  }

  @Test
  void endlessBodyStopsAtTheLimit() throws IOException {
    try (ScriptedServer endless = ScriptedServer.of(Misbehaviour.endlessBody())) {
      assertThatThrownBy(() -> fetch(FetchRequest.of(endless.uri("/"), 100_000)))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("at most 100000");
    }
  }

  @Test
  void exactlyTheLimitIsAllowed() throws IOException {
    assertThat(fetch(FetchRequest.of(server.uri("/file"), CONTENT.length))).isEqualTo(CONTENT);
  }

  @Test
  void closingTheTransportEndsAFetch() throws Exception {
    try (ScriptedServer silent = ScriptedServer.of(Misbehaviour.stalls(CONTENT, 10, "\"a\""))) {
      HttpTransport transport = Fetches.transport();
      FetchedStream stream = transport.open(request(silent.uri("/")));
      assertThat(stream.readNBytes(10)).hasSize(10);
      CompletableFuture<Object> waiting = readInBackground(stream, new AtomicReference<>());

      transport.close();

      assertThat(waiting.get()).isInstanceOf(InterruptedIOException.class);
      assertThatThrownBy(() -> transport.open(request(server.uri("/file"))))
          .isInstanceOf(InterruptedIOException.class);
    }
  }

  @Test
  void interruptEndsAFetch() throws Exception {
    try (ScriptedServer silent = ScriptedServer.of(Misbehaviour.stalls(CONTENT, 10, "\"a\""));
        HttpTransport transport = Fetches.transport()) {
      FetchedStream stream = transport.open(request(silent.uri("/")));
      assertThat(stream.readNBytes(10)).hasSize(10);
      AtomicReference<Thread> reader = new AtomicReference<>();
      CompletableFuture<Object> waiting = readInBackground(stream, reader);

      Objects.requireNonNull(reader.get()).interrupt();

      assertThat(waiting.get()).isInstanceOf(InterruptedIOException.class);
    }
  }

  private static CompletableFuture<Object> readInBackground(
      FetchedStream stream, AtomicReference<Thread> reader) throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Object> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              reader.set(Thread.currentThread());
              started.countDown();
              try {
                return stream.read();
              } catch (IOException e) {
                return e;
              }
            },
            task -> new Thread(task, "reader").start());
    started.await();
    return waiting;
  }

  @Test
  void closedStreamIsNotReadFrom() throws IOException {
    try (HttpTransport transport = Fetches.transport()) {
      FetchedStream stream = transport.open(request(server.uri("/file")));
      stream.close();

      assertThatThrownBy(stream::read)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("closed");
    }
  }
}
