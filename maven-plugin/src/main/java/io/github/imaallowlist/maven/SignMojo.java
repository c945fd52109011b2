package io.github.imaallowlist.maven;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.maven.parameter.Misuse;
import io.github.imaallowlist.maven.parameter.PassphraseParameters;
import io.github.imaallowlist.maven.parameter.SigningParameters;
import io.github.imaallowlist.maven.report.SignLog;
import io.github.imaallowlist.maven.state.LastRun;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import io.github.imaallowlist.toolkit.Sign;
import io.github.imaallowlist.toolkit.SignRequest;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Signs an existing list: a Keylime runtime policy in a DSSE envelope, or any list by a detached
 * CMS or OpenPGP signature; and attaches what it made to the project.
 *
 * <p>While neither parameters nor list nor key change, nothing is done.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "sign",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresProject = false,
    threadSafe = true)
public final class SignMojo extends AllowlistMojo {
  /**
   * The list, without an envelope; by default the one that <code>generate</code> makes.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.list")
  private @Nullable File list;

  /**
   * Classifier of the list, by which its name is known.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.classifier", defaultValue = "ima-allowlist")
  private String classifier = "ima-allowlist";

  /**
   * Classifier of the envelope. A detached signature has that of the list.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.signedClassifier", defaultValue = "ima-allowlist-signed")
  private String signedClassifier = "ima-allowlist-signed";

  /**
   * The envelope, or the detached signature; by default in the output folder, named after the
   * project and the classifier, or beside the list with <code>.p7s</code> or <code>.asc</code>
   * behind its name.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.signedOutput")
  private @Nullable File signedOutput;

  /**
   * Attach the envelope to the project, with its classifier and the type <code>json</code>, or the
   * detached signature, with the list's classifier and the type <code>json.p7s</code> or <code>
   * json.asc</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.attach", defaultValue = "true")
  private boolean attach;

  /**
   * Stands for the time of signing in a detached signature that this program makes; <code>
   * SOURCE_DATE_EPOCH</code> in the environment does too. Without either it is the clock's.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.outputTimestamp", defaultValue = "${project.build.outputTimestamp}")
  private @Nullable String outputTimestamp;

  /**
   * Sign with this private key: a file in PEM or PKCS#12, or a pkcs11: URI (RFC 7512). ECDSA on
   * P-256, P-384 or P-521; for CMS also RSA.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.key")
  private @Nullable String key;

  /**
   * Certificate of the <code>key</code>, in PEM, to be named as the signer.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.cert")
  private @Nullable File cert;

  /**
   * Which key of a PKCS#12 file that has several.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.keyAlias")
  private @Nullable String keyAlias;

  /**
   * Library of the token, for a <code>key</code> that is a pkcs11: URI; by default the URI's
   * module-path, or p11-kit's proxy.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.pkcs11Module")
  private @Nullable File pkcs11Module;

  /**
   * Sign with a key that <code>gpg --export-secret-keys</code> wrote to this file: a detached,
   * armored OpenPGP signature, as repomd.xml.asc is one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.openpgpKey")
  private @Nullable File openpgpKey;

  /**
   * Which key of the <code>openpgpKey</code> file: a fingerprint or long key id; with ! behind it,
   * it and no subkey.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.openpgpKeyId")
  private @Nullable String openpgpKeyId;

  /**
   * Have gpg sign so, with a key of its keyring, its agent or a smartcard.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.gpgKey")
  private @Nullable String gpgKey;

  /**
   * The folder of gpg, for <code>gpgKey</code>; by default its own.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.gpgHomedir")
  private @Nullable File gpgHomedir;

  /**
   * <code>dsse</code>, an envelope with the list inside, as Keylime reads it, or <code>cms-pem
   * </code> or <code>cms-der</code>, a file of its own beside any list; by default dsse.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.signature")
  private @Nullable String signature;

  /**
   * Certificates above the signer's, in PEM, to go into a CMS signature.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.chain")
  private List<File> chain = List.of();

  /**
   * The server in <code>settings.xml</code> whose <code>passphrase</code>, or else <code>password
   * </code>, is that of the key. It may be encrypted, as Maven's are.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.passphraseServerId")
  private @Nullable String passphraseServerId;

  /**
   * Environment variable that holds the passphrase of the key.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.passphraseEnv")
  private @Nullable String passphraseEnv;

  /**
   * File whose first line is the passphrase of the key.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.passphraseFile")
  private @Nullable File passphraseFile;

  @SuppressWarnings("NullAway.Init") // Maven sets it
  @Inject
  private SettingsDecrypter decrypter;

  @SuppressWarnings("NullAway.Init") // Maven sets it
  @Inject
  private MavenProjectHelper projectHelper;

  @Override
  Set<String> outputs() {
    return Set.of("signedOutput");
  }

  @Override
  void run() throws AllowlistException, IOException {
    Path unsigned = outputFile(list, classifier + ".json");
    if (!Files.exists(unsigned)) {
      throw Misuse.of(
          unsigned + " does not exist: there is no list to sign",
          "Run generate before, or name the list with --list FILE.");
    }
    Instant time = sourceDate(outputTimestamp).orElseGet(Instant::now);
    SigningRequest signing =
        signing()
            .toRequest(baseFolder(), time)
            .orElseThrow(
                () ->
                    Misuse.of(
                        "there is no key to sign with",
                        "Give --key FILE, --openpgp-key FILE or --gpg-key ID."));
    Path signed = signed(unsigned, signing);
    Optional<LastRun> lastRun = lastRun(unsigned, signed);
    if (lastRun.isPresent() && lastRun.get().isUpToDate(Instant.now())) {
      getLog().info("Nothing changed since the last run: " + signed);
    } else {
      if (lastRun.isPresent()) {
        lastRun.get().clear();
      }
      SignLog.print(
          getLog(),
          signed,
          Sign.run(
              new SignRequest(
                  unsigned, signing, new Destination.InFile(signed), temporaryFolder())));
      if (lastRun.isPresent()) {
        lastRun.get().put(Optional.empty());
      }
    }
    if (attach && hasPom()) {
      attach(unsigned, signed, signing.isDetached());
    }
  }

  private Path signed(Path unsigned, SigningRequest signing) throws IOException {
    File named = signedOutput;
    if (!signing.isDetached() || named != null) {
      return outputFile(named, signedClassifier + ".json");
    }
    return unsigned.resolveSibling(
        unsigned.getFileName() + (signing instanceof OpenPgpSigning ? ".asc" : ".p7s"));
  }

  /** Empty where the key is in no file. */
  private Optional<LastRun> lastRun(Path unsigned, Path signed) throws IOException {
    if (!signing().isOfFiles()) {
      return Optional.empty();
    }
    List<Path> counted = new ArrayList<>(List.of(unsigned));
    signing().keyFile(baseFolder()).ifPresent(counted::add);
    return Optional.of(lastRun("sign", List.of(unsigned.toString()), counted, List.of(signed)));
  }

  private void attach(Path unsigned, Path signed, boolean detached) {
    if (detached) {
      String list = String.valueOf(unsigned.getFileName());
      String signature = String.valueOf(signed.getFileName());
      String type =
          list.substring(list.lastIndexOf('.') + 1)
              + signature.substring(signature.lastIndexOf('.'));
      projectHelper.attachArtifact(project(), type, classifier, signed.toFile());
    } else {
      projectHelper.attachArtifact(project(), "json", signedClassifier, signed.toFile());
    }
  }

  private SigningParameters signing() {
    return new SigningParameters(
        key,
        cert,
        keyAlias,
        pkcs11Module,
        openpgpKey,
        openpgpKeyId,
        gpgKey,
        gpgHomedir,
        signature,
        chain,
        new PassphraseParameters(
            "passphrase",
            passphraseServerId,
            passphraseEnv,
            passphraseFile,
            session().getSettings(),
            decrypter));
  }
}
