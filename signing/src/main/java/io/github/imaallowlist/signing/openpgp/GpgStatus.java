package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.process.ProgramResult;
import java.util.List;
import java.util.Optional;

/** The status lines of a run of gpg (its doc/DETAILS), which scripts rely on, not its messages. */
record GpgStatus(List<List<String>> lines) {
  private static final String PREFIX = "[GNUPG:] ";

  /** libgpg-error: the code is the low 16 bits, the part of GnuPG that has it 7 bits from 24. */
  private static final int CODE = 0xffff;

  private static final int SOURCE_SHIFT = 24;
  private static final int SOURCE = 0x7f;
  private static final int SOURCE_PINENTRY = 5;
  private static final int BAD_PASSPHRASE = 11;
  private static final int NO_SECRET_KEY = 17;
  private static final int NO_PINENTRY = 86;
  private static final int CANCELED = 99;
  private static final int FULLY_CANCELED = 198;

  GpgStatus {
    lines = List.copyOf(lines);
  }

  /** The words of each status line in a run's standard error. */
  static GpgStatus of(ProgramResult result) {
    return new GpgStatus(
        result.errorLines().stream()
            .filter(line -> line.startsWith(PREFIX))
            .map(line -> List.of(line.substring(PREFIX.length()).strip().split(" ")))
            .toList());
  }

  /** The fingerprint of the key that signed, if it made one detached signature of type 0x00. */
  Optional<String> signedBy() {
    // SIG_CREATED <type> <pk_algo> <hash_algo> <class> <timestamp> <keyfpr>
    List<List<String>> created = lines.stream().filter(line -> is(line, "SIG_CREATED")).toList();
    return created.size() == 1
            && created.get(0).size() == 7
            && created.get(0).get(1).equals("D")
            && created.get(0).get(4).equals("00")
        ? Optional.of(created.get(0).get(6))
        : Optional.empty();
  }

  /** What to say of a run that did not sign. */
  AllowlistException failure(String key, ProgramResult result) {
    if (has("KEYREVOKED")) {
      return noTrust(key, "is revoked", "Sign with another key.");
    }
    if (has("KEYEXPIRED") || has("EXPKEYSIG")) {
      return noTrust(key, "has expired", "Extend it with `gpg --edit-key`, or take another one.");
    }
    Optional<Long> error = failureCode();
    int code = error.map(value -> (int) (value & CODE)).orElse(0);
    boolean pinentry =
        error
            .map(value -> value >> SOURCE_SHIFT & SOURCE)
            .filter(s -> s == SOURCE_PINENTRY)
            .isPresent();
    if (code == BAD_PASSPHRASE) {
      return noTrust(key, "has another passphrase", "Give the passphrase of this key.");
    }
    if (code == CANCELED || code == FULLY_CANCELED) {
      return noTrust(key, "is locked, and its passphrase was refused", "Enter it when asked.");
    }
    if (pinentry || code == NO_PINENTRY) {
      return noTrust(
          key,
          "is locked, and gpg-agent cannot ask for its passphrase without a terminal",
          "Give --passphrase-file or --passphrase-env, or unlock it in gpg-agent before.");
    }
    if (code == NO_SECRET_KEY || has("INV_SGNR")) {
      return noTrust(
          key,
          "cannot sign: gpg says \"" + result.errorTail() + "\"",
          "See `gpg --list-secret-keys`; a card must be in its reader.");
    }
    return new AllowlistException(
        ExitCode.IO,
        "gpg did not sign with %s; exit code %d: %s"
            .formatted(key, result.exitCode(), result.errorTail()),
        "Run `gpg --local-user " + key + " --detach-sign FILE` by hand to see what it needs.");
  }

  private static AllowlistException noTrust(String key, String problem, String remedy) {
    return new AllowlistException(ExitCode.NO_TRUST, "OpenPGP key " + key + " " + problem, remedy);
  }

  private boolean has(String keyword) {
    return lines.stream().anyMatch(line -> is(line, keyword));
  }

  private Optional<Long> failureCode() {
    return lines.stream()
        .filter(line -> is(line, "FAILURE") && line.size() > 2)
        .map(line -> line.get(2))
        .filter(code -> code.matches("[0-9]{1,10}"))
        .map(Long::parseLong)
        .findFirst();
  }

  private static boolean is(List<String> line, String keyword) {
    return line.get(0).equals(keyword);
  }
}
