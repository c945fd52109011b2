package io.github.imaallowlist.rpm.transport;

import java.io.IOException;

/**
 * Fetches over http and https. Many threads may use one at once; connections are kept and used
 * again.
 */
public final class HttpTransport implements AutoCloseable {
  private final TransportSettings settings;
  private final Watchdog watchdog;
  private final Connections connections;
  private final Requests requests;
  private final Locations locations;

  /** Reads no file and makes no connection yet. */
  public HttpTransport(TransportSettings settings) {
    this.settings = settings;
    this.watchdog = new Watchdog(settings.timeLimits().shortest());
    this.connections = new Connections(settings, watchdog);
    this.requests = new Requests(connections, settings.credentials());
    this.locations = new Locations(settings.credentials());
  }

  /**
   * Begins to fetch; returns when the first location has answered well that is able to.
   *
   * @throws FetchFailedException if none is
   * @throws io.github.imaallowlist.error.LimitExceededException if the resource is larger than the
   *     request allows
   * @throws io.github.imaallowlist.error.InputException if a certificate or key of the settings
   *     cannot be used
   * @throws java.io.InterruptedIOException if the thread is interrupted or the transport closed
   */
  public FetchedStream open(FetchRequest request) throws IOException {
    return Transfer.start(request, settings, requests, locations);
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
  public void close() {
    watchdog.close();
    connections.close();
  }
}
