package io.github.imaallowlist.rpm.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.OptionalLong;

/**
 * A resource, or the part that was asked for, as it comes in. Nothing of it is kept.
 *
 * <p>A read takes bounded time. Where the connection breaks, it goes on from the same byte, here or
 * at the next location, provided that the resource is still the same; otherwise it throws {@link
 * FetchFailedException}. The stream ends when all has come, never early. It belongs to one thread
 * at a time, and is to be closed.
 */
public abstract class FetchedStream extends InputStream {
  FetchedStream() {}

  /** How many bytes this stream gives in all, where the server said so. */
  public abstract OptionalLong size();

  /** Where the bytes come from just now, after redirects; without userinfo. */
  public abstract URI location();

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public abstract int read(byte[] target, int offset, int length) throws IOException;
}
