package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.openpgp.Fingerprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;

/**
 * The keys of one certificate that may be meant, the preferred first: as gpg has it, the newest
 * subkey, and the primary key only if no subkey will do.
 *
 * <p>Whether a key may sign is not decided here, but by whether its signature verifies.
 */
record SecretKeyChoice(PGPSecretKeyRing certificate, List<PGPSecretKey> keys) {
  private static final int VERSION = 4;

  /** Preferred among equals is the later in the file: the sort is stable. */
  private static final Comparator<PGPSecretKey> NEWEST_SUBKEY_FIRST =
      Comparator.comparing(PGPSecretKey::isMasterKey)
          .thenComparing(key -> key.getPublicKey().getCreationTime(), Comparator.reverseOrder());

  SecretKeyChoice {
    keys = List.copyOf(keys);
  }

  /**
   * @throws AllowlistException if the designation names none or several, if there is none and the
   *     file has several certificates, or if the secrets are elsewhere
   */
  static SecretKeyChoice of(SecretKeyring keyring, Optional<KeyDesignation> designation)
      throws AllowlistException {
    List<SecretKeyChoice> choices = new ArrayList<>();
    for (PGPSecretKeyRing certificate : keyring.certificates()) {
      List<PGPSecretKey> keys = named(certificate, designation);
      if (!keys.isEmpty()) {
        choices.add(new SecretKeyChoice(certificate, keys));
      }
    }
    boolean ambiguous =
        choices.size() > 1
            || (choices.size() == 1
                && designation.isPresent()
                && directlyNamed(choices.get(0).certificate(), designation.get()).size() > 1);
    if (choices.isEmpty() || ambiguous) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: %s: it has %s"
              .formatted(
                  keyring.source(),
                  designation
                      .map(id -> (ambiguous ? "several keys are " : "no key is ") + id)
                      .orElse("which key to sign with is not said"),
                  listed(keyring)),
          "Say which with --openpgp-key-id and the key's whole fingerprint.");
    }
    return choices.get(0).withSecrets(keyring.source());
  }

  private static List<PGPSecretKey> named(
      PGPSecretKeyRing certificate, Optional<KeyDesignation> designation) {
    if (designation.isEmpty()) {
      return all(certificate);
    }
    List<PGPSecretKey> named = directlyNamed(certificate, designation.get());
    boolean certificateIsMeant =
        !designation.get().exact() && named.stream().anyMatch(PGPSecretKey::isMasterKey);
    return certificateIsMeant ? all(certificate) : named;
  }

  private static List<PGPSecretKey> directlyNamed(
      PGPSecretKeyRing certificate, KeyDesignation designation) {
    return all(certificate).stream().filter(key -> designation.names(fingerprint(key))).toList();
  }

  private static List<PGPSecretKey> all(PGPSecretKeyRing certificate) {
    List<PGPSecretKey> keys = new ArrayList<>();
    certificate.getSecretKeys().forEachRemaining(key -> keys.add(0, key));
    keys.sort(NEWEST_SUBKEY_FIRST);
    return keys;
  }

  /** Leaves out what cannot sign, whatever its certificate says. */
  private SecretKeyChoice withSecrets(String source) throws AllowlistException {
    List<PGPSecretKey> present =
        keys.stream()
            .filter(key -> key.isSigningKey() && key.getPublicKey().getVersion() == VERSION)
            .filter(SecretKeyChoice::hasSecret)
            .toList();
    if (present.isEmpty()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: has no secret for signing of %s: it is elsewhere, or not of version 4"
              .formatted(
                  source,
                  keys.stream()
                      .map(SecretKeyChoice::fingerprint)
                      .collect(Collectors.joining(", "))),
          "Export the secret of a signing key, or have gpg sign, which knows cards: --gpg-key.");
    }
    return new SecretKeyChoice(certificate, present);
  }

  /** gpg writes a stub for a secret that it does not have (its doc/DETAILS, "gnu-dummy"). */
  private static boolean hasSecret(PGPSecretKey key) {
    S2K protection = key.getS2K();
    return !key.isPrivateKeyEmpty()
        && (protection == null || protection.getType() != S2K.GNU_DUMMY_S2K);
  }

  private static String listed(SecretKeyring keyring) {
    int shown = 4;
    String first =
        keyring.certificates().stream()
            .limit(shown)
            .map(SecretKeyring::fingerprint)
            .collect(Collectors.joining(", "));
    int more = keyring.certificates().size() - shown;
    return first + (more > 0 ? " and " + more + " more" : "");
  }

  static String fingerprint(PGPSecretKey key) {
    return new Fingerprint(key.getPublicKey().getFingerprint()).toString();
  }
}
