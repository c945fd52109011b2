package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.signing.Passphrase;
import io.github.imaallowlist.signing.openpgp.GpgSigner;
import io.github.imaallowlist.signing.openpgp.OpenPgpSigner;
import io.github.imaallowlist.signing.openpgp.SecretKeyringSigner;
import io.github.imaallowlist.signing.openpgp.SignCommandSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Where an OpenPGP key is, and how to have it sign. */
public sealed interface OpenPgpKey {
  /** The files that signing needs, which nothing may overwrite. */
  List<Path> files();

  /**
   * Reads the key where it can be read here; where not, looks whether there is one.
   *
   * @throws AllowlistException if there is none, or it cannot sign
   */
  OpenPgpSigner open() throws IOException, AllowlistException;

  /**
   * In a file, as {@code gpg --export-secret-keys} writes it.
   *
   * @param keyId which of its keys, if it has several
   * @param passphrase asked only if the key is encrypted
   * @param time that the signature names
   */
  record InFile(Path file, Optional<String> keyId, Passphrase passphrase, Instant time)
      implements OpenPgpKey {
    @Override
    public List<Path> files() {
      return List.of(file);
    }

    @Override
    public OpenPgpSigner open() throws IOException, AllowlistException {
      return SecretKeyringSigner.read(file, keyId, passphrase, time);
    }
  }

  /**
   * Known to gpg: in its keyring, its agent, or a smartcard.
   *
   * @param passphrase handed to gpg if given; else its agent asks
   */
  record OfGpg(
      String key, Optional<Path> homeFolder, String program, Optional<Passphrase> passphrase)
      implements OpenPgpKey {
    /** Somebody may have to type a PIN. */
    private static final Duration TIME_LIMIT = Duration.ofMinutes(5);

    @Override
    public List<Path> files() {
      return List.of();
    }

    @Override
    public OpenPgpSigner open() throws IOException, AllowlistException {
      GpgSigner signer =
          new GpgSigner(key, homeFolder, program, passphrase, TIME_LIMIT, InstantSource.system());
      signer.ensurePossible();
      return signer;
    }
  }

  /**
   * Known to another program, which signs the file that its last argument names.
   *
   * @param keyrings files with the public keys of which one must have signed; none: nobody looks
   * @param temporaryFolder for a copy of the list
   */
  record OfCommand(String command, List<Path> keyrings, Path temporaryFolder)
      implements OpenPgpKey {
    /** A signing server may be far, and busy. */
    private static final Duration TIME_LIMIT = Duration.ofMinutes(10);

    public OfCommand {
      keyrings = List.copyOf(keyrings);
    }

    @Override
    public List<Path> files() {
      return keyrings;
    }

    @Override
    public OpenPgpSigner open() throws IOException, AllowlistException {
      Optional<Keyring> keyring =
          keyrings.isEmpty() ? Optional.empty() : Optional.of(Keyring.read(keyrings));
      SignCommandSigner signer =
          new SignCommandSigner(
              command, keyring, temporaryFolder, TIME_LIMIT, InstantSource.system());
      signer.ensurePossible();
      return signer;
    }
  }
}
