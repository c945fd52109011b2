package io.github.imaallowlist.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * An SELinux context, {@code user:role:type} with a {@code :range} where the policy has levels.
 * None of the parts is empty.
 *
 * @param range levels and categories, such as {@code s0-s15:c0.c1023}
 */
public record SecurityContext(String user, String role, String type, Optional<String> range) {
  public SecurityContext {
    if (user.isEmpty()
        || role.isEmpty()
        || type.isEmpty()
        || range.filter(String::isEmpty).isPresent()) {
      throw new IllegalArgumentException("a part of the context is empty");
    }
    if (user.indexOf(':') >= 0 || role.indexOf(':') >= 0 || type.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a colon within a part of the context");
    }
  }

  /** The context that a text stands for; empty if it stands for none. */
  public static Optional<SecurityContext> parse(String text) {
    String[] parts = text.split(":", 4);
    if (parts.length < 3 || Arrays.asList(parts).contains("")) {
      return Optional.empty();
    }
    return Optional.of(
        new SecurityContext(
            parts[0],
            parts[1],
            parts[2],
            parts.length == 4 ? Optional.of(parts[3]) : Optional.empty()));
  }

  /** The text that it was parsed from. */
  @Override
  public String toString() {
    String triple = user + ':' + role + ':' + type;
    return range.isPresent() ? triple + ':' + range.get() : triple;
  }
}
