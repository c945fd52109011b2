package io.github.imaallowlist.maven.parameter;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.signing.pkcs11.Pkcs11Uri;
import io.github.imaallowlist.toolkit.CmsSigning;
import io.github.imaallowlist.toolkit.EnvelopeSigning;
import io.github.imaallowlist.toolkit.KeySpec;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import io.github.imaallowlist.toolkit.SigningRequest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** With what to sign a list, and into what form; each is the option of its name. */
public record SigningParameters(
    @Nullable String key,
    @Nullable File cert,
    @Nullable String keyAlias,
    @Nullable File pkcs11Module,
    @Nullable File openpgpKey,
    @Nullable String openpgpKeyId,
    @Nullable String gpgKey,
    @Nullable File gpgHomedir,
    @Nullable String signature,
    List<File> chain,
    PassphraseParameters passphrase) {

  /** Whether a key was named. */
  public boolean isGiven() {
    return key != null || openpgpKey != null || gpgKey != null;
  }

  /** Whether what signs is in files alone, so that they tell whether it is still the same. */
  public boolean isOfFiles() {
    return gpgKey == null && (key == null || !Pkcs11Uri.isOne(key));
  }

  /** The key's file, if it is one that is named as text. */
  public Optional<Path> keyFile(Path folder) {
    return key == null || Pkcs11Uri.isOne(key)
        ? Optional.empty()
        : Optional.of(folder.resolve(key));
  }

  /**
   * Absent if no key was named.
   *
   * @param folder that the key's name is relative to
   * @param time of signing, where the kind of signature has one
   */
  public Optional<SigningRequest> toRequest(Path folder, Instant time) throws AllowlistException {
    checkUse();
    if (openpgpKey != null || gpgKey != null) {
      return Optional.of(new OpenPgpSigning(openPgpKey(time)));
    }
    String named = key;
    if (named == null) {
      return Optional.empty();
    }
    Optional<Path> file = keyFile(folder);
    if (file.isPresent() && !Files.exists(file.get())) {
      throw new AllowlistException(
          ExitCode.IO,
          file.get() + " does not exist, and the parameter key names it",
          "Correct it in the POM, or with " + ParameterText.property("key") + "=FILE.");
    }
    String place = Pkcs11Uri.isOne(named) ? named : folder.resolve(named).toString();
    KeySpec spec =
        new KeySpec(
            KeyLocation.parse(place, Optional.ofNullable(keyAlias), Values.path(pkcs11Module)),
            Values.path(cert),
            passphrase.toPassphrase());
    SignatureKind kind = kind();
    return Optional.of(
        kind == SignatureKind.DSSE
            ? new EnvelopeSigning(List.of(spec))
            : new CmsSigning(spec, Values.paths(chain), kind.cmsForm().orElseThrow(), time));
  }

  private OpenPgpKey openPgpKey(Instant time) throws AllowlistException {
    File file = openpgpKey;
    if (file != null) {
      return new OpenPgpKey.InFile(
          file.toPath(), Optional.ofNullable(openpgpKeyId), passphrase.toPassphrase(), time);
    }
    return new OpenPgpKey.OfGpg(
        Optional.ofNullable(gpgKey).orElseThrow(),
        Values.path(gpgHomedir),
        "gpg",
        passphrase.isGiven() ? Optional.of(passphrase.toPassphrase()) : Optional.empty());
  }

  private SignatureKind kind() throws AllowlistException {
    return signature == null
        ? SignatureKind.DSSE
        : Values.oneOf("signature", SignatureKind.values(), signature);
  }

  private void checkUse() throws AllowlistException {
    if (Stream.of(key, openpgpKey, gpgKey).filter(one -> one != null).count() > 1) {
      throw Misuse.of(
          "--key, --openpgp-key and --gpg-key exclude one another",
          "Give one, and sign once more with the other.");
    }
    require(cert != null || keyAlias != null, key, "--cert and --key-alias go with --key");
    require(
        signature != null || pkcs11Module != null || !chain.isEmpty(),
        key,
        "--signature, --chain and --pkcs11-module go with --key");
    require(openpgpKeyId != null, openpgpKey, "--openpgp-key-id goes with --openpgp-key");
    require(gpgHomedir != null, gpgKey, "--gpg-homedir goes with --gpg-key");
    if (!chain.isEmpty() && kind() == SignatureKind.DSSE) {
      throw Misuse.of(
          "--chain goes with --signature cms-pem or cms-der; an envelope has no place for it",
          "Leave it out.");
    }
  }

  private static void require(boolean given, @Nullable Object needed, String problem)
      throws AllowlistException {
    Misuse.requireTogether(given, needed != null, problem);
  }
}
