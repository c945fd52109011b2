package io.github.imaallowlist.cli.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a key to sign with is: one of these. */
final class KeyChoice {
  @Option(
      names = {"-k", "--key"},
      paramLabel = "FILE|URI",
      description = {
        "Sign with this private key: a file in PEM or PKCS#12, or a pkcs11: URI (RFC 7512). May be"
            + " repeated for an envelope; the options about a key belong to the one they stand by.",
        "ECDSA on P-256, P-384 or P-521; for CMS also RSA."
      })
  @Nullable String key;

  @Option(
      names = "--openpgp-key",
      paramLabel = "FILE",
      description =
          "Sign with a key that `gpg --export-secret-keys` wrote to this file: a detached, armored"
              + " OpenPGP signature, as repomd.xml.asc is one.")
  @Nullable Path openPgpKey;

  @Option(
      names = "--gpg-key",
      paramLabel = "ID",
      description = "Have gpg sign so, with a key of its keyring, its agent or a smartcard.")
  @Nullable String gpgKey;

  @Option(
      names = "--sign-command",
      paramLabel = "COMMAND",
      description =
          "Have a program sign so: the file that is added as its last argument, into FILE.asc or to"
              + " standard output; such as 'sign -h sha256 -d' in an Open Build Service. With publish it signs"
              + " repomd.xml, as --repomd-sign-command does.")
  @Nullable String command;
}
