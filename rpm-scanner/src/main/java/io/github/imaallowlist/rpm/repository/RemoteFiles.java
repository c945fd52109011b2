package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.metadata.Location;
import io.github.imaallowlist.rpm.transport.ByteRange;
import io.github.imaallowlist.rpm.transport.FetchRequest;
import io.github.imaallowlist.rpm.transport.FetchedStream;
import io.github.imaallowlist.rpm.transport.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files of a repository on servers.
 *
 * @param name the repository's, for messages
 * @param bases where the same files are, in the order to be tried
 */
record RemoteFiles(String name, HttpTransport transport, List<BaseUrl> bases) {
  RemoteFiles {
    bases = List.copyOf(bases);
  }

  /** All of a file. */
  FetchedStream open(Location location, OptionalLong expectedSize, long maxBytes)
      throws IOException {
    return transport.open(request(location, Optional.empty(), expectedSize, maxBytes));
  }

  /** The first bytes of a file. */
  FetchedStream openStart(Location location, OptionalLong expectedSize, long length)
      throws IOException {
    ByteRange range = new ByteRange(0, length - 1);
    return transport.open(request(location, Optional.of(range), expectedSize, length));
  }

  private FetchRequest request(
      Location location, Optional<ByteRange> range, OptionalLong expectedSize, long maxBytes) {
    return new FetchRequest(locations(location), range, expectedSize, maxBytes, nameOf(location));
  }

  /** The file's name for messages. */
  String nameOf(Location location) {
    return location.base().isPresent() ? location.toString() : name + "/" + location.path();
  }

  /**
   * What metadata names elsewhere has no mirror. A name that is not UTF-8 has been changed on its
   * way into the metadata, so that both names are tried, as on disk.
   */
  List<URI> locations(Location location) {
    List<BaseUrl> places = location.base().map(url -> List.of(BaseUrl.of(url))).orElse(bases);
    List<URI> locations = new ArrayList<>();
    places.forEach(place -> locations.add(place.file(location.path())));
    location
        .path()
        .asLatin1()
        .ifPresent(latin1 -> places.forEach(place -> locations.add(place.file(latin1))));
    return locations;
  }
}
