package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.toolkit.CmsSigning;
import io.github.imaallowlist.toolkit.EnvelopeSigning;
import io.github.imaallowlist.toolkit.KeySpec;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import io.github.imaallowlist.toolkit.SigningRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** With what to sign, and into what form. */
public final class SigningOptions {
  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private final List<KeyOptions> keys = new ArrayList<>();

  @Option(
      names = "--signature",
      paramLabel = "KIND",
      converter = Converters.Signature.class,
      description =
          "dsse, an envelope with the list inside, as Keylime reads it, or cms-pem or cms-der, a file"
              + " of its own beside any list (default: dsse).")
  private @Nullable SignatureKind kind;

  @Option(
      names = "--chain",
      paramLabel = "FILE",
      description =
          "Certificates above the signer's, in PEM, to go into a CMS signature; may be repeated.")
  private List<Path> chain = List.of();

  @Option(
      names = "--pkcs11-module",
      paramLabel = "FILE",
      description = "Library of the token (default: the URI's module-path, or p11-kit's proxy).")
  private @Nullable Path module;

  private SignatureKind kind() {
    return kind == null ? SignatureKind.DSSE : kind;
  }

  /** Whether options say how to sign, but not with what. */
  public boolean lackKey() {
    return keys.isEmpty() && (kind != null || module != null || !chain.isEmpty());
  }

  /** What {@code --sign-command} names, and leaves it to be used for something else. */
  public Optional<OpenPgpKey> takeCommand(Instant time, Path temporaryFolder)
      throws AllowlistException {
    List<KeyOptions> commands = new ArrayList<>();
    for (KeyOptions key : keys) {
      if (key.isCommand()) {
        commands.add(key);
      }
    }
    if (commands.size() > 1) {
      throw wrongUse("--sign-command is given twice", "Give it once.");
    }
    keys.removeAll(commands);
    return commands.isEmpty()
        ? Optional.empty()
        : Optional.of(commands.get(0).toOpenPgpKey(time, temporaryFolder));
  }

  /**
   * Absent if no key was given.
   *
   * @param time of signing, where the kind of signature has one
   * @param temporaryFolder for what a program is to sign
   * @throws AllowlistException if the options do not fit together
   */
  public Optional<SigningRequest> toRequest(Instant time, Path temporaryFolder)
      throws AllowlistException {
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    for (KeyOptions key : keys) {
      if (key.isOpenPgp()) {
        return Optional.of(toOpenPgp(time, temporaryFolder));
      }
    }
    List<KeySpec> specs = new ArrayList<>();
    for (KeyOptions key : keys) {
      specs.add(key.toSpec(Optional.ofNullable(module)));
    }
    if (kind() == SignatureKind.DSSE) {
      if (!chain.isEmpty()) {
        throw wrongUse(
            "--chain goes with --signature cms-pem or cms-der; an envelope has no place for it",
            "Leave it out; verifiers of an envelope take it with --intermediate.");
      }
      return Optional.of(new EnvelopeSigning(specs));
    }
    if (specs.size() > 1) {
      throw wrongUse(
          "several keys sign an envelope only; a CMS signature is made with one --key",
          "Give one key, or sign once for each.");
    }
    return Optional.of(new CmsSigning(specs.get(0), chain, kind().cmsForm().orElseThrow(), time));
  }

  private SigningRequest toOpenPgp(Instant time, Path temporaryFolder) throws AllowlistException {
    if (keys.size() > 1 || kind != null || module != null || !chain.isEmpty()) {
      throw wrongUse(
          "an OpenPGP signature is made with one key, and has no --signature, --chain or"
              + " --pkcs11-module",
          "Give one of --openpgp-key, --gpg-key and --sign-command alone; sign once for each.");
    }
    return new OpenPgpSigning(keys.get(0).toOpenPgpKey(time, temporaryFolder));
  }

  private static AllowlistException wrongUse(String message, String remedy) {
    return new AllowlistException(ExitCode.USAGE, message, remedy);
  }
}
