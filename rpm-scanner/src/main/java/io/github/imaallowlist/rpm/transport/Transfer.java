package io.github.imaallowlist.rpm.transport;

import io.github.imaallowlist.error.LimitExceededException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One resource on its way in, over as many requests as that takes.
 *
 * <p>Bytes of two answers are put together only if both are certainly about the same state of the
 * resource; else the transfer fails. As long as nothing was handed out it begins anew instead.
 */
final class Transfer extends FetchedStream {
  /** So much of a body makes up for the failures before it. */
  private static final long PROGRESS = 1 << 20;

  private final FetchRequest request;
  private final TransportSettings settings;
  private final Requests requests;
  private final Locations health;
  private final List<Location> locations;

  /** Offset in the resource of the first byte that is wanted. */
  private final long first;

  /** Offset of the next byte that is handed out. */
  private long position;

  /** Offset behind the last byte that is wanted, where known. */
  private OptionalLong end;

  private int current;
  private int attempts;
  private int failures;
  private long positionAtFailure;
  private final List<String> problems = new ArrayList<>();
  private @Nullable Answer answer;
  private @Nullable Representation representation;
  private boolean closed;
  private @Nullable IOException fatal;

  private Transfer(
      FetchRequest request, TransportSettings settings, Requests requests, Locations health) {
    this.request = request;
    this.settings = settings;
    this.requests = requests;
    this.health = health;
    this.locations = health.inOrder(request);
    this.first = request.range().map(ByteRange::first).orElse(0L);
    this.position = first;
    this.positionAtFailure = first;
    this.end = wantedEnd(OptionalLong.empty());
  }

  /** Returns when a server has begun to send what is wanted. */
  static Transfer start(
      FetchRequest request, TransportSettings settings, Requests requests, Locations health)
      throws IOException {
    Transfer transfer = new Transfer(request, settings, requests, health);
    transfer.connect();
    return transfer;
  }

  private OptionalLong wantedEnd(OptionalLong size) {
    return request.range().isPresent()
        ? OptionalLong.of(request.range().get().last() + 1)
        : size.isPresent() ? size : request.expectedSize();
  }

  @Override
  public OptionalLong size() {
    return end.isPresent() ? OptionalLong.of(end.getAsLong() - first) : end;
  }

  @Override
  public URI location() {
    return answer == null
        ? locations.get(Math.min(current, locations.size() - 1)).uri()
        : answer.location().uri();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (closed) {
      throw new IOException(request.name() + ": the stream was closed");
    }
    if (fatal != null) {
      throw new IOException(fatal.getMessage(), fatal);
    }
    try {
      return length == 0 ? 0 : readOn(target, offset, length);
    } catch (IOException e) {
      fatal = e;
      throw e;
    }
  }

  private int readOn(byte[] target, int offset, int length) throws IOException {
    while (true) {
      if (answer == null) {
        connect();
      }
      Answer source = Objects.requireNonNull(answer);
      try {
        return readFrom(source, target, offset, length);
      } catch (AttemptFailedException e) {
        source.abort();
        answer = null;
        failed(e);
      }
    }
  }

  private int readFrom(Answer source, byte[] target, int offset, int length) throws IOException {
    if (end.isPresent() && position == end.getAsLong()) {
      return ended(source);
    }
    long left = (end.isPresent() ? end.getAsLong() : request.maxBytes() + 1) - position;
    int count = source.read(target, offset, (int) Math.min(length, left));
    if (count < 0) {
      if (end.isPresent()) {
        throw AttemptFailedException.broken(
            "ended after %d of %d bytes".formatted(position, end.getAsLong()), null);
      }
      end = OptionalLong.of(position);
      return -1;
    }
    position += count;
    if (position > request.maxBytes()) {
      source.abort();
      throw tooLarge("");
    }
    return count;
  }

  /** All has come; of a whole resource, nothing may follow. */
  private int ended(Answer source) throws IOException {
    if (request.range().isPresent()) {
      return -1;
    }
    int more = source.read(new byte[1], 0, 1);
    if (more > 0) {
      throw AttemptFailedException.changed(
          "has more than the %d bytes expected".formatted(end.orElse(0)));
    }
    return -1;
  }

  /** Asks until there is an answer whose next byte is the one at {@link #position}. */
  private void connect() throws IOException {
    while (answer == null) {
      Location location = locations.get(current);
      attempts++;
      try {
        answer = begin(location);
        health.foundUp(location.origin());
      } catch (AttemptFailedException e) {
        failed(e);
      }
    }
  }

  private Answer begin(Location location) throws IOException {
    boolean resumes = position > first;
    OptionalLong last = end.isPresent() ? OptionalLong.of(end.getAsLong() - 1) : end;
    Answer got = requests.ask(location, asked(resumes, last));
    try {
      if (got.status() == 206 && !resumes && request.range().isEmpty()) {
        throw AttemptFailedException.protocol("a partial answer to a request for the whole", null);
      }
      OptionalLong lastWanted =
          request.range().isPresent() || resumes ? last : OptionalLong.empty();
      Body body = Body.of(got, position, lastWanted, request.expectedSize());
      Representation now = Representation.of(got, body.size());
      if (resumes && !now.sameAs(Objects.requireNonNull(representation))) {
        throw AttemptFailedException.changed(
            "it changed while it was read, after %d bytes".formatted(position - first));
      }
      if (!resumes) {
        representation = now;
        end = wantedEnd(body.size());
      }
      if (end.isPresent() && end.getAsLong() > request.maxBytes()) {
        throw tooLarge("its size is %d bytes; ".formatted(end.getAsLong()));
      }
      skip(got, body.skip());
      return got;
    } catch (IOException | RuntimeException e) {
      got.abort();
      throw e;
    }
  }

  private Connections.Ask asked(boolean resumes, OptionalLong last) {
    if (!resumes && request.range().isEmpty()) {
      return new Connections.Ask(Optional.empty(), Optional.empty());
    }
    String range =
        "bytes=" + position + "-" + (last.isPresent() ? Long.toString(last.getAsLong()) : "");
    Optional<String> guard =
        resumes ? Objects.requireNonNull(representation).ifRange() : Optional.empty();
    return new Connections.Ask(Optional.of(range), guard);
  }

  /** What comes before the wanted bytes; no more than {@code maxBytes}, as their end is checked. */
  private static void skip(Answer source, long bytes) throws IOException {
    byte[] dropped = new byte[(int) Math.min(bytes, 64 << 10)];
    long left = bytes;
    while (left > 0) {
      int count = source.read(dropped, 0, (int) Math.min(left, dropped.length));
      if (count < 0) {
        throw AttemptFailedException.changed("ended %d bytes before those wanted".formatted(left));
      }
      left -= count;
    }
  }

  /** Waits until the next attempt, or throws if there is none to make. */
  private void failed(AttemptFailedException e) throws IOException {
    if (position - positionAtFailure >= PROGRESS) {
      failures = 0;
    }
    positionAtFailure = position;
    failures++;
    boolean resumable =
        position == first || Objects.requireNonNull(representation).ifRange().isPresent();
    if (resumable && e.passing() && failures < settings.attempts()) {
      pause(e);
      return;
    }
    Location location = locations.get(current);
    problems.add(describe(location, e, resumable));
    if (e.failure() == FetchFailure.CONNECTION) {
      health.foundDown(location.origin());
    }
    failures = 0;
    current++;
    if (current == locations.size() || !resumable) {
      throw new FetchFailedException(request.name(), problems, location, attempts, e);
    }
  }

  private String describe(Location location, AttemptFailedException e, boolean resumable) {
    return location
        + ": "
        + e.problem()
        + (failures > 1 ? " (%d attempts)".formatted(failures) : "")
        + (resumable ? "" : ", and the server gives no ETag or date by which to resume");
  }

  private void pause(AttemptFailedException e) throws InterruptedIOException {
    try {
      settings.backoff().pause(failures, e.retryAfter());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the thread was interrupted");
    }
  }

  private LimitExceededException tooLarge(String what) {
    return new LimitExceededException(
        request.name(),
        LimitExceededException.NO_OFFSET,
        what + "at most %d are read of it".formatted(request.maxBytes()));
  }

  @Override
  public void close() {
    if (!closed && answer != null) {
      answer.discard();
    }
    closed = true;
    answer = null;
  }
}
