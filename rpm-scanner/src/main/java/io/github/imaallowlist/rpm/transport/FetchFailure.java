package io.github.imaallowlist.rpm.transport;

/** In what way a resource could not be had. */
public enum FetchFailure {
  /** No connection, or one that broke, was too slow or fell silent. */
  CONNECTION,
  /** The server answered with a status that is no success. */
  STATUS,
  /**
   * What is at the location is not what was there when reading began, or not what was announced.
   */
  CHANGED,
  /** The answer breaks the protocol, or uses a part of it that is refused. */
  PROTOCOL,
  /** The server's certificate is not trusted, or the client's not accepted. */
  TLS
}
