package io.github.imaallowlist.rpm.transport;

import java.io.IOException;

/**
 * Fetches over http and https. Many threads may use one at once; connections are kept and used
 * again.
 */
public final class HttpTransport implements AutoCloseable {
  private final TransportSettings settings;

  /** Reads no file and makes no connection yet. */
  public HttpTransport(TransportSettings settings) {
    this.settings = settings;
  }

  /**
   * Begins to fetch; returns when the first location has answered well that is able to.
   *
   * @throws FetchFailedException if none is
   * @throws io.github.imaallowlist.error.LimitExceededException if the resource is larger than the
   *     request allows
   * @throws java.io.InterruptedIOException if the thread is interrupted or the transport closed
   */
  @SuppressWarnings("DoNotCallSuggester")
  public FetchedStream open(FetchRequest request) throws IOException {
    throw new UnsupportedOperationException(request + " by " + settings);
  }

  /**
   * Fetches all of it into memory; {@link FetchRequest#maxBytes} bounds how much that is.
   *
   * @throws IOException as {@link #open} and {@link FetchedStream#read(byte[], int, int)}
   */
  public byte[] fetch(FetchRequest request) throws IOException {
    try (FetchedStream stream = open(request)) {
      return stream.readAllBytes();
    }
  }

  /** Ends what is being fetched with an error, and closes all connections. */
  @Override
  public void close() {}
}
