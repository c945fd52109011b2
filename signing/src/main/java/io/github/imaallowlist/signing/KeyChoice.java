package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Which private key of a store is meant. */
final class KeyChoice {
  private static final int SHOWN = 16;

  private KeyChoice() {}

  /**
   * @param name of the store, for messages
   * @param wanted the alias, needed only where there are several keys
   * @param option what the user gives an alias by
   * @param remedy what to do where there is no key at all
   */
  static String alias(
      String name, KeyStore store, Optional<String> wanted, String option, String remedy)
      throws KeyStoreException, AllowlistException {
    List<String> aliases = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        aliases.add(alias);
      }
    }
    if (aliases.isEmpty()) {
      throw noTrust(name + ": holds no private key", remedy);
    }
    List<String> meant =
        wanted.isEmpty()
            ? aliases
            : aliases.stream().filter(alias -> alias.equalsIgnoreCase(wanted.get())).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw noTrust(
        "%s: %s; it has %s"
            .formatted(
                name,
                wanted.isEmpty()
                    ? "holds several private keys"
                    : "holds no private key \"%s\"".formatted(wanted.get()),
                shown(aliases)),
        "Name one of them with " + option + ".");
  }

  private static String shown(List<String> aliases) {
    String names =
        String.join(
            ", ",
            aliases.stream()
                .limit(SHOWN)
                .map(alias -> alias.replaceAll("[^\\x20-\\x7e]", "?"))
                .toList());
    return aliases.size() > SHOWN ? names + ", ..." : names;
  }

  /** The key's certificate first, then those above it. */
  static List<X509Certificate> certificates(KeyStore store, String alias) throws KeyStoreException {
    List<X509Certificate> chain = new ArrayList<>();
    Certificate[] stored = store.getCertificateChain(alias);
    for (Certificate certificate : stored == null ? new Certificate[0] : stored) {
      if (certificate instanceof X509Certificate x509) {
        chain.add(x509);
      }
    }
    return chain;
  }

  private static AllowlistException noTrust(String message, String remedy) {
    return new AllowlistException(ExitCode.NO_TRUST, message, remedy);
  }
}
