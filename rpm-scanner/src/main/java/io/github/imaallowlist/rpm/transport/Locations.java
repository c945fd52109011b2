package io.github.imaallowlist.rpm.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The order in which locations are tried: as requested, but those whose server was found
 * unreachable last. So a mirror that is down costs its time-outs once, not once a package.
 */
final class Locations {
  private final List<Credentials> credentials;
  private final Set<Origin> down = ConcurrentHashMap.newKeySet();

  Locations(List<Credentials> credentials) {
    this.credentials = credentials;
  }

  List<Location> inOrder(FetchRequest request) {
    List<Location> up = new ArrayList<>();
    List<Location> rest = new ArrayList<>();
    request
        .locations()
        .forEach(
            uri -> {
              Location location = Location.of(uri, credentials);
              (down.contains(location.origin()) ? rest : up).add(location);
            });
    up.addAll(rest);
    return up;
  }

  void foundDown(Origin origin) {
    down.add(origin);
  }

  void foundUp(Origin origin) {
    down.remove(origin);
  }
}
