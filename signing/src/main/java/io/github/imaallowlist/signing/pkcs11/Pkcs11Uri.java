package io.github.imaallowlist.signing.pkcs11;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A private key in a token, by an RFC 7512 URI such as {@code pkcs11:token=signing;object=list}.
 *
 * <p>An attribute that is not known here is refused, for the key meant would be another one.
 *
 * @param token its label
 * @param serial the token's serial number
 * @param slotId the number of the slot that the token is in
 * @param object the label of the key's certificate
 * @param modulePath the PKCS#11 library
 * @param pinSource a file with the PIN
 */
public record Pkcs11Uri(
    Optional<String> token,
    Optional<String> serial,
    Optional<Long> slotId,
    Optional<String> object,
    Optional<Path> modulePath,
    Optional<Path> pinSource) {
  private static final String SCHEME = "pkcs11:";
  private static final int MAX_LENGTH = 4096;
  private static final Set<String> IN_PATH = Set.of("token", "serial", "slot-id", "object", "type");
  private static final Set<String> IN_QUERY = Set.of("module-path", "pin-source");

  public static boolean isOne(String text) {
    return text.startsWith(SCHEME);
  }

  /**
   * @throws AllowlistException if it is none, has an attribute that is not known here, or the PIN
   *     itself, which no argument is to have
   */
  public static Pkcs11Uri parse(String text) throws AllowlistException {
    if (!isOne(text) || text.length() > MAX_LENGTH) {
      throw wrong("expected a PKCS#11 URI of at most %d characters".formatted(MAX_LENGTH));
    }
    int question = text.indexOf('?');
    String path = text.substring(SCHEME.length(), question < 0 ? text.length() : question);
    String query = question < 0 ? "" : text.substring(question + 1);
    // First: what follows may be in a message, and the PIN must be in none.
    if (query.contains("pin-value") || path.contains("pin-value")) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "the PKCS#11 URI has the PIN in it, where every process of the machine can read it",
          "Leave pin-value out; give --passphrase-file, --passphrase-env or pin-source=FILE.");
    }
    Map<String, String> attributes = attributes(path, ";", IN_PATH);
    attributes.putAll(attributes(query, "&", IN_QUERY));
    if (!attributes.getOrDefault("type", "private").equals("private")) {
      throw wrong(
          "the PKCS#11 URI names a %s, not a private key".formatted(attributes.get("type")));
    }
    return new Pkcs11Uri(
        Optional.ofNullable(attributes.get("token")),
        Optional.ofNullable(attributes.get("serial")),
        slotId(attributes),
        Optional.ofNullable(attributes.get("object")),
        path(attributes, "module-path"),
        path(attributes, "pin-source"));
  }

  private static Map<String, String> attributes(String text, String separator, Set<String> known)
      throws AllowlistException {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String attribute : text.isEmpty() ? new String[0] : text.split(separator, -1)) {
      int equals = attribute.indexOf('=');
      String name = equals < 0 ? attribute : attribute.substring(0, equals);
      if (equals < 0 || !known.contains(name)) {
        throw wrong("the PKCS#11 URI has \"%s\", which is not known here".formatted(name));
      }
      if (attributes.put(name, decoded(attribute.substring(equals + 1))) != null) {
        throw wrong("the PKCS#11 URI has %s twice".formatted(name));
      }
    }
    return attributes;
  }

  /** Percent-encoded octets are UTF-8 (RFC 7512, section 2.3). */
  private static String decoded(String value) throws AllowlistException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '%') {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int high = i + 1 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
      int low = i + 2 < value.length() ? Character.digit(value.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        throw wrong("the PKCS#11 URI has a % without two hexadecimal digits after it");
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Optional<Long> slotId(Map<String, String> attributes) throws AllowlistException {
    String text = attributes.get("slot-id");
    try {
      return Optional.ofNullable(text).map(Long::parseLong);
    } catch (NumberFormatException e) {
      throw wrong("the slot-id of the PKCS#11 URI is no number: " + text);
    }
  }

  private static Optional<Path> path(Map<String, String> attributes, String name)
      throws AllowlistException {
    Optional<String> value = Optional.ofNullable(attributes.get(name));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String file = value.get().startsWith("file:") ? value.get().substring(5) : value.get();
    file = file.startsWith("///") ? file.substring(2) : file;
    try {
      if (file.startsWith("/")) {
        return Optional.of(Path.of(file));
      }
    } catch (InvalidPathException e) {
      // As one that is not absolute.
    }
    throw wrong("the %s of the PKCS#11 URI is not an absolute path".formatted(name));
  }

  private static AllowlistException wrong(String problem) {
    return new AllowlistException(
        ExitCode.USAGE,
        problem,
        "Name the key as in pkcs11:token=LABEL;object=LABEL (RFC 7512); serial, slot-id,"
            + " module-path and pin-source are known as well.");
  }

  /** What says which key is meant; nothing of where its PIN is. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(SCHEME);
    token.ifPresent(value -> text.append("token=").append(value).append(';'));
    serial.ifPresent(value -> text.append("serial=").append(value).append(';'));
    slotId.ifPresent(value -> text.append("slot-id=").append(value).append(';'));
    object.ifPresent(value -> text.append("object=").append(value).append(';'));
    if (text.charAt(text.length() - 1) == ';') {
      text.setLength(text.length() - 1);
    }
    return text.toString();
  }
}
