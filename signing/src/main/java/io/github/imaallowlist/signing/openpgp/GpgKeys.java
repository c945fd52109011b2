package io.github.imaallowlist.signing.openpgp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One certificate whose secret keys gpg has, as its colon listing shows it (its doc/DETAILS). */
record GpgKeys(List<Key> keys) {
  private static final String NO_SECRET = "#";

  /** Of field 2: invalid, disabled, revoked, expired. */
  private static final String UNUSABLE = "idre";

  GpgKeys {
    keys = List.copyOf(keys);
  }

  /**
   * A primary key or subkey.
   *
   * @param fingerprint in upper-case hexadecimal
   * @param validity field 2, such as {@code e} for expired
   * @param created in seconds since 1970
   * @param signs whether it is for signing data
   * @param hasSecret whether gpg-agent or a card has its secret
   */
  record Key(
      String fingerprint,
      boolean primary,
      String validity,
      long created,
      boolean signs,
      boolean hasSecret) {
    boolean canSign() {
      return signs && hasSecret && !isUnusable();
    }

    private boolean isUnusable() {
      return validity.length() == 1 && UNUSABLE.contains(validity);
    }

    /** For people: why it is not taken. */
    String shortcoming() {
      if (!signs) {
        return "is not for signing";
      }
      if (!hasSecret) {
        return "has no secret here";
      }
      return switch (validity) {
        case "e" -> "has expired";
        case "r" -> "is revoked";
        case "d" -> "is disabled";
        default -> "is invalid";
      };
    }
  }

  /** The certificates in the output of {@code gpg --list-secret-keys --with-colons}. */
  static List<GpgKeys> parse(List<String> lines) {
    List<GpgKeys> certificates = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    Optional<String[]> open = Optional.empty();
    for (String line : lines) {
      String[] fields = line.split(":", -1);
      if (fields[0].equals("sec") && !keys.isEmpty()) {
        certificates.add(new GpgKeys(keys));
        keys = new ArrayList<>();
      }
      if (fields[0].equals("sec") || fields[0].equals("ssb")) {
        open = Optional.of(fields);
      } else if (fields[0].equals("fpr") && fields.length > 9 && open.isPresent()) {
        keys.add(key(open.get(), fields[9]));
        open = Optional.empty();
      }
    }
    if (!keys.isEmpty()) {
      certificates.add(new GpgKeys(keys));
    }
    return certificates;
  }

  private static Key key(String[] fields, String fingerprint) {
    String capabilities = field(fields, 11);
    boolean disabled = capabilities.contains("D");
    return new Key(
        fingerprint,
        fields[0].equals("sec"),
        disabled ? "d" : field(fields, 1),
        field(fields, 5).matches("[0-9]{1,18}") ? Long.parseLong(field(fields, 5)) : 0,
        capabilities.contains("s"),
        !field(fields, 14).equals(NO_SECRET));
  }

  private static String field(String[] fields, int index) {
    return index < fields.length ? fields[index] : "";
  }

  /** Of the primary key. */
  String fingerprint() {
    return keys.get(0).fingerprint();
  }

  /** The keys that may be meant: one subkey if that is named, else all. */
  GpgKeys meantBy(Optional<KeyDesignation> designation) {
    if (designation.isEmpty()) {
      return this;
    }
    List<Key> named =
        keys.stream().filter(key -> designation.get().names(key.fingerprint())).toList();
    boolean all =
        named.isEmpty() || (!designation.get().exact() && named.stream().anyMatch(Key::primary));
    return all ? this : new GpgKeys(named);
  }

  /** The newest subkey that can sign, or else the primary key if that can. */
  Optional<Key> signingKey() {
    Stream<Key> subkeys = keys.stream().filter(key -> !key.primary() && key.canSign());
    return subkeys
        .max(Comparator.comparingLong(Key::created))
        .or(() -> keys.stream().filter(key -> key.primary() && key.canSign()).findFirst());
  }
}
