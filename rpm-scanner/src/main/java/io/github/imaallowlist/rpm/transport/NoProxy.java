package io.github.imaallowlist.rpm.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Hosts that are reached without a proxy, as in {@code no_proxy}.
 *
 * <p>Separated by commas or blanks: {@code *} is every host; a name, with or without a dot before
 * it, is that host and all below it; an address is that address, and with {@code /bits} its
 * network. All may have a port. No name is looked up.
 */
final class NoProxy {
  private final List<String> entries;

  private NoProxy(List<String> entries) {
    this.entries = entries;
  }

  static NoProxy parse(String text) {
    return new NoProxy(
        Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s,]+", -1))
            .filter(entry -> !entry.isEmpty())
            .toList());
  }

  boolean matches(Origin origin) {
    String host = origin.address();
    return entries.stream().anyMatch(entry -> matches(entry, host, origin.port()));
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    String pattern = entry;
    int colon = entry.lastIndexOf(':');
    boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
    if (hasPort) {
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      pattern = entry.substring(0, colon);
    }
    Optional<byte[]> address = address(host);
    return address.isPresent()
        ? network(pattern, address.get())
        : name(withoutDots(pattern), withoutDots(host));
  }

  private static boolean name(String pattern, String host) {
    return !pattern.isEmpty() && (host.equals(pattern) || host.endsWith("." + pattern));
  }

  private static boolean network(String pattern, byte[] address) {
    int slash = pattern.indexOf('/');
    Optional<byte[]> network =
        address(withoutBrackets(slash < 0 ? pattern : pattern.substring(0, slash)));
    if (network.isEmpty() || network.get().length != address.length) {
      return false;
    }
    int bits = address.length * 8;
    if (slash >= 0) {
      String digits = pattern.substring(slash + 1);
      if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > bits) {
        return false;
      }
      bits = Integer.parseInt(digits);
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((address[i / 8] & mask) != (network.get()[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of an address in digits; of a name nothing. */
  private static Optional<byte[]> address(String text) {
    boolean digits = text.matches("[0-9.]+\\.[0-9]+") || text.matches("[0-9a-f:.]*:[0-9a-f:.]*");
    if (!digits) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String withoutDots(String name) {
    int start = name.startsWith(".") ? 1 : 0;
    int end = name.length() > start && name.endsWith(".") ? name.length() - 1 : name.length();
    return name.substring(start, end);
  }
}
