package io.github.imaallowlist.rpm.transport;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A resource to be fetched.
 *
 * @param locations where the same bytes are, in the order to be tried; one or more, absolute, http
 *     or https. Userinfo is taken for credentials of that place alone
 * @param range the part that is wanted; all of it when empty
 * @param expectedSize how many bytes the whole resource has, where something said so before; a
 *     server that says otherwise is not read from
 * @param maxBytes how many bytes of the resource, counted from its start, may be read; more are a
 *     {@link io.github.imaallowlist.error.LimitExceededException}
 * @param name the resource as the user knows it, for messages; without credentials
 */
public record FetchRequest(
    List<URI> locations,
    Optional<ByteRange> range,
    OptionalLong expectedSize,
    long maxBytes,
    String name) {

  /**
   * @throws IllegalArgumentException if there is no location, or one that is not absolute http or
   *     https, or the range reaches beyond {@code maxBytes}
   */
  public FetchRequest {
    locations = List.copyOf(locations);
    if (locations.isEmpty()) {
      throw new IllegalArgumentException("no location");
    }
    locations.forEach(Origin::of);
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes is negative");
    }
    if (range.isPresent() && range.get().last() >= maxBytes) {
      throw new IllegalArgumentException("the range reaches beyond " + maxBytes + " bytes");
    }
  }

  /** All of one location's resource, of unknown size; its name is the location itself. */
  public static FetchRequest of(URI location, long maxBytes) {
    return new FetchRequest(
        List.of(location),
        Optional.empty(),
        OptionalLong.empty(),
        maxBytes,
        Location.of(location, List.of()).toString());
  }

  /** This, of that part alone. */
  public FetchRequest withRange(ByteRange part) {
    return new FetchRequest(locations, Optional.of(part), expectedSize, maxBytes, name);
  }

  /** This, of a resource with so many bytes. */
  public FetchRequest withExpectedSize(long bytes) {
    return new FetchRequest(locations, range, OptionalLong.of(bytes), maxBytes, name);
  }

  /** Without the locations, which may hold passwords. */
  @Override
  public String toString() {
    return "FetchRequest of " + name;
  }
}
