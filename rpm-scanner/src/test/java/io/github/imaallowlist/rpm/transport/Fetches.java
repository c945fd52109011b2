package io.github.imaallowlist.rpm.transport;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the tests of this package share. */
final class Fetches {
  static final long LIMIT = 10 << 20;

  /** Short enough that a test that waits for all of them is still quick. */
  static final TimeLimits SHORT =
      new TimeLimits(
          Duration.ofSeconds(2),
          Duration.ofMillis(400),
          Duration.ofMillis(400),
          1_000,
          Duration.ofMillis(400));

  private Fetches() {}

  /** Waits for nothing, and has time limits that no honest server of the tests comes near. */
  static TransportSettings settings() {
    return TransportSettings.defaults().withBackoff((retry, least) -> {});
  }

  static HttpTransport transport() {
    return new HttpTransport(settings());
  }

  static byte[] fetch(URI... locations) throws IOException {
    try (HttpTransport transport = transport()) {
      return transport.fetch(request(locations));
    }
  }

  static byte[] fetch(TransportSettings settings, URI... locations) throws IOException {
    try (HttpTransport transport = new HttpTransport(settings)) {
      return transport.fetch(request(locations));
    }
  }

  static byte[] fetch(FetchRequest request) throws IOException {
    try (HttpTransport transport = transport()) {
      return transport.fetch(request);
    }
  }

  static FetchRequest request(URI... locations) {
    return new FetchRequest(
        List.of(locations), Optional.empty(), OptionalLong.empty(), LIMIT, "the-file");
  }

  static byte[] content(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Keeps the waits that were asked for. */
  static final class RecordedBackoff implements Backoff {
    final List<Duration> waits = new CopyOnWriteArrayList<>();

    @Override
    public void pause(int retry, Duration least) {
      waits.add(least);
    }
  }
}
