package io.github.imaallowlist.rpm.transport;

import java.net.URI;

/**
 * User and password for one origin, sent as RFC 7617 (Basic) says, without being asked and nowhere
 * else.
 *
 * @param origin a URL there; scheme, host and port count
 */
public record Credentials(URI origin, String user, String password) {
  /**
   * @throws IllegalArgumentException if the user has a colon, which Basic cannot express
   */
  public Credentials {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a user name for basic authentication has no colon");
    }
  }

  @Override
  public String toString() {
    return "Credentials for " + origin.getScheme() + "://" + origin.getHost();
  }
}
