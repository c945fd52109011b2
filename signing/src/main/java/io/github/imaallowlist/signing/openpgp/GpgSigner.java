package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.process.ExternalProgram;
import io.github.imaallowlist.process.ProgramInput;
import io.github.imaallowlist.process.ProgramResult;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.Passphrase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Has gpg sign, and with it gpg-agent or a smartcard.
 *
 * @param key what gpg knows as a user id: a fingerprint, key id, name or address; {@code !} behind
 *     a fingerprint or key id means that very key, and not another of its certificate
 * @param homeFolder gpg's, if not its usual one
 * @param program the gpg to run, a name or a path
 * @param passphrase handed to gpg if given; else gpg-agent has it, or asks
 * @param timeLimit for one run of gpg, in which somebody may have to type a PIN
 * @param clock for whether the new signature is good now
 */
public record GpgSigner(
    String key,
    Optional<Path> homeFolder,
    String program,
    Optional<Passphrase> passphrase,
    Duration timeLimit,
    InstantSource clock)
    implements OpenPgpSigner {
  private static final int SHOWN_CERTIFICATES = 4;

  /**
   * Fails where gpg has no such key that can sign, before anything is there to be signed.
   *
   * @throws AllowlistException saying what is missing
   */
  public void ensurePossible() throws IOException, AllowlistException {
    chooseKey(findCertificate());
  }

  @Override
  public OpenPgpSignature sign(ByteSource data) throws IOException, AllowlistException {
    GpgKeys certificate = findCertificate();
    GpgKeys.Key signingKey = chooseKey(certificate);
    Keyring keyring = export(certificate.fingerprint());
    byte[] armored = sign(data, signingKey.fingerprint());
    VerifiedSignatures verified =
        DetachedOpenPgp.verify(
            data, ByteSource.of("gpg's signature", armored), keyring, clock.instant(), 1);
    return new OpenPgpSignature(armored, verified.signers(), List.of());
  }

  @Override
  public boolean vouches(ByteSource data, ByteSource signature)
      throws IOException, AllowlistException {
    Keyring keyring = export(findCertificate().fingerprint());
    return DetachedOpenPgp.isSignedBy(keyring, data, signature, clock.instant());
  }

  private GpgKeys findCertificate() throws IOException, AllowlistException {
    ProgramResult listing =
        gpg("--with-colons", "--fixed-list-mode", "--list-secret-keys", "--", bareKey()).run();
    List<GpgKeys> found = GpgKeys.parse(listing.outputLines());
    if (found.isEmpty()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: gpg has no such secret key: %s".formatted(key, listing.errorTail()),
          "See `gpg --list-secret-keys`; --gpg-homedir says where gpg has its keys.");
    }
    if (found.size() > 1) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: gpg has %d such secret keys: %s"
              .formatted(
                  key,
                  found.size(),
                  found.stream()
                      .limit(SHOWN_CERTIFICATES)
                      .map(GpgKeys::fingerprint)
                      .collect(Collectors.joining(", "))),
          "Say which by its fingerprint.");
    }
    return found.get(0);
  }

  /** gpg would choose too, but also a key whose secret it does not have. */
  private GpgKeys.Key chooseKey(GpgKeys certificate) throws AllowlistException {
    GpgKeys meant = certificate.meantBy(KeyDesignation.parse(key));
    return meant
        .signingKey()
        .orElseThrow(
            () ->
                new AllowlistException(
                    ExitCode.NO_TRUST,
                    "%s: gpg has no key that can sign: %s"
                        .formatted(
                            key,
                            meant.keys().stream()
                                .map(each -> each.fingerprint() + " " + each.shortcoming())
                                .collect(Collectors.joining(", "))),
                    "Extend the key with `gpg --edit-key`, insert its card, or take another one."));
  }

  private Keyring export(String fingerprint) throws IOException, AllowlistException {
    ProgramResult export =
        gpg("--export", "--", fingerprint).withOutputLimit(OpenPgpLimits.KEYRING_BYTES).run();
    if (export.exitCode() != 0 || export.output().length == 0) {
      throw new AllowlistException(
          ExitCode.IO,
          "gpg cannot export the public key %s; exit code %d: %s"
              .formatted(fingerprint, export.exitCode(), export.errorTail()),
          "Import the public key into gpg's keyring: the new signature is verified with it.");
    }
    return Keyring.parse("gpg's key " + fingerprint, export.output());
  }

  private byte[] sign(ByteSource data, String fingerprint) throws IOException, AllowlistException {
    ExternalProgram command = gpg("--status-fd", "2");
    if (passphrase.isPresent()) {
      command = command.withArguments("--pinentry-mode", "loopback", "--passphrase-fd", "0");
    }
    command =
        command
            .withArguments("--local-user", fingerprint + "!", "--armor", "--output", "-")
            .withArguments("--detach-sign", "-")
            .withOutputLimit(OpenPgpLimits.SIGNATURE_BYTES);
    ProgramResult result = run(command, data);
    GpgStatus status = GpgStatus.of(result);
    if (result.exitCode() != 0
        || result.output().length == 0
        || !status.signedBy().equals(Optional.of(fingerprint))) {
      throw status.failure(fingerprint, result);
    }
    return result.output();
  }

  /**
   * gpg reads the passphrase up to the end of its line, byte by byte, so that the data can follow
   * on the same descriptor (its g10/passphrase.c, read_passphrase_from_fd).
   */
  private ProgramResult run(ExternalProgram command, ByteSource data)
      throws IOException, AllowlistException {
    ProgramInput content =
        to -> {
          try (InputStream in = data.open()) {
            in.transferTo(to);
          }
        };
    if (passphrase.isEmpty()) {
      return command.run(content);
    }
    char[] characters = passphrase.get().forKey("gpg's key " + key);
    byte[] line = line(characters);
    try {
      return command.run(
          to -> {
            to.write(line);
            content.writeTo(to);
          });
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  private byte[] line(char[] characters) throws AllowlistException {
    try {
      for (char c : characters) {
        if (c == '\n' || c == '\0') {
          throw new AllowlistException(
              ExitCode.NO_TRUST,
              "OpenPGP key " + key + ": gpg cannot be given a passphrase with a line break or NUL",
              "Unlock the key in gpg-agent before, and give no passphrase.");
        }
      }
      ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
      byte[] line = new byte[utf8.remaining() + 1];
      utf8.get(line, 0, line.length - 1);
      line[line.length - 1] = '\n';
      utf8.clear();
      utf8.put(new byte[utf8.capacity()]);
      return line;
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /** {@code ID!} chooses among keys; to find the certificate, the mark is in the way. */
  private String bareKey() {
    return KeyDesignation.parse(key).map(KeyDesignation::hex).orElse(key);
  }

  private ExternalProgram gpg(String... arguments) throws AllowlistException {
    ExternalProgram gpg =
        ExternalProgram.of(List.of(program))
            .within(timeLimit)
            .withEnvironment("LC_ALL", "C.UTF-8")
            .withArguments("--batch", "--no-tty", "--no-auto-check-trustdb");
    if (!gpg.isInstalled()) {
      throw new AllowlistException(
          ExitCode.IO,
          program + ": gpg is not installed",
          "Install it: `dnf install gnupg2`, `zypper install gpg2` or `apt install gnupg`.");
    }
    if (homeFolder.isPresent()) {
      gpg = gpg.withArguments("--homedir", homeFolder.get().toString());
    }
    return gpg.withArguments(arguments);
  }
}
