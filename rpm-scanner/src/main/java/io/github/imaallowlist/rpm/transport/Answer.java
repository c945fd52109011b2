package io.github.imaallowlist.rpm.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** A server's answer: its header, and the body as it comes in. */
final class Answer {
  /** A rest up to this many bytes is read, so that the connection can be used again. */
  private static final int WORTH_DRAINING = 64 << 10;

  private final Location location;
  private final HttpGet request;
  private final ClassicHttpResponse response;
  private final InputStream body;
  private final Watchdog watchdog;
  private final TimeLimits limits;
  private final SpeedCheck speed;

  /**
   * @param response the caller's until this exists
   */
  Answer(
      Location location,
      HttpGet request,
      ClassicHttpResponse response,
      Watchdog watchdog,
      TimeLimits limits)
      throws IOException {
    this.location = location;
    this.request = request;
    this.response = response;
    this.watchdog = watchdog;
    this.limits = limits;
    this.speed = new SpeedCheck(limits);
    HttpEntity entity = response.getEntity();
    this.body = entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  /** Who gave it. */
  Location location() {
    return location;
  }

  Origin origin() {
    return location.origin();
  }

  int status() {
    return response.getCode();
  }

  /** The status and what it means, for people. */
  String statusText() {
    String reason = response.getReasonPhrase();
    return status() + (reason == null || reason.isBlank() ? "" : " " + Shown.text(reason));
  }

  /** A header field's value; the first where there are several. */
  Optional<String> header(String name) {
    Header field = response.getFirstHeader(name);
    return Optional.ofNullable(field).map(Header::getValue).map(String::strip);
  }

  /** How many bytes the body has, where its header says so. */
  OptionalLong length() {
    HttpEntity entity = response.getEntity();
    long length = entity == null ? 0 : entity.getContentLength();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /** Whether the body's end can be told from a connection that breaks. */
  boolean marksItsEnd() {
    HttpEntity entity = response.getEntity();
    return entity == null || entity.getContentLength() >= 0 || entity.isChunked();
  }

  /**
   * Reads from the body, for a bounded time; -1 at its end.
   *
   * @throws AttemptFailedException if the connection broke, or is too slow
   */
  int read(byte[] target, int offset, int length) throws IOException {
    long start = System.nanoTime();
    try (Watchdog.Watch watch = watchdog.watch(limits.idle(), request::cancel)) {
      try {
        int count = body.read(target, offset, length);
        speed.add(count, System.nanoTime() - start);
        return count;
      } catch (AttemptFailedException e) {
        throw e;
      } catch (IOException e) {
        watch.throwIfUnwanted();
        throw watch.timedOut() || e instanceof SocketTimeoutException
            ? AttemptFailedException.broken(
                "nothing came for %s".formatted(TimeLimits.seconds(limits.idle())), e)
            : Failures.whileReading(e);
      }
    }
  }

  /** Done with it: the connection is kept if little is left to read, and closed otherwise. */
  void discard() {
    try {
      byte[] rest = new byte[8 << 10];
      int total = 0;
      int count = 0;
      boolean worthIt = length().orElse(0) <= WORTH_DRAINING && marksItsEnd();
      while (worthIt && count >= 0 && total <= WORTH_DRAINING) {
        count = read(rest, 0, rest.length);
        total += Math.max(count, 0);
      }
      if (count < 0) {
        return;
      }
    } catch (IOException e) {
      // The answer is of no use any more, so neither is what ails it.
      abort();
      return;
    }
    abort();
  }

  /** Closes the connection. */
  void abort() {
    request.cancel();
  }
}
