package io.github.imaallowlist.rpm.transport;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks a location, and goes where redirects lead. */
final class Requests {
  /** Fetch, section 4.4, allows 20; librepo allows 6. */
  private static final int MAX_REDIRECTS = 10;

  private final Connections connections;
  private final List<Credentials> credentials;

  Requests(Connections connections, List<Credentials> credentials) {
    this.connections = connections;
    this.credentials = credentials;
  }

  /**
   * The answer that is no redirect; its status is 200 or 206.
   *
   * @throws AttemptFailedException if there is none
   */
  Answer ask(Location start, Connections.Ask ask) throws IOException {
    Location location = start;
    Set<URI> visited = new HashSet<>();
    while (true) {
      Answer answer = connections.ask(location, ask);
      if (answer.status() == 200 || answer.status() == 206) {
        return answer;
      }
      try {
        if (!Statuses.redirect(answer.status())) {
          throw Statuses.failure(answer);
        }
        visited.add(location.uri());
        location = next(location, answer);
      } finally {
        answer.discard();
      }
      if (visited.contains(location.uri())) {
        throw AttemptFailedException.protocol("redirects in a circle", null);
      }
      if (visited.size() > MAX_REDIRECTS) {
        throw AttemptFailedException.protocol(
            "redirects more than %d times".formatted(MAX_REDIRECTS), null);
      }
    }
  }

  private Location next(Location location, Answer answer) throws AttemptFailedException {
    String reference =
        answer
            .header("Location")
            .orElseThrow(
                () -> AttemptFailedException.protocol("redirects without saying where to", null));
    return location.redirected(reference, credentials);
  }
}
