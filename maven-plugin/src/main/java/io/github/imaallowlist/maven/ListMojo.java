package io.github.imaallowlist.maven;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.maven.parameter.FilterParameters;
import io.github.imaallowlist.maven.parameter.Misuse;
import io.github.imaallowlist.maven.parameter.PassphraseParameters;
import io.github.imaallowlist.maven.parameter.SigningParameters;
import io.github.imaallowlist.maven.parameter.Values;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.selinux.derive.Profile;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.filter.FilterRequest;
import io.github.imaallowlist.toolkit.generate.FileSignatureRequest;
import io.github.imaallowlist.toolkit.policy.RuleRequest;
import io.github.imaallowlist.toolkit.update.UpdateRequest;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Goals that make a list, to write it, to record it, or to hold it against a recorded one. */
abstract class ListMojo extends SelectionMojo {
  private static final List<HashAlgorithm> HASHES =
      List.of(
          HashAlgorithm.SHA1,
          HashAlgorithm.SHA256,
          HashAlgorithm.SHA384,
          HashAlgorithm.SHA512,
          HashAlgorithm.SM3,
          HashAlgorithm.SHA3_256,
          HashAlgorithm.SHA3_384,
          HashAlgorithm.SHA3_512);

  /**
   * Hash files with these: sha1, sha256, sha384, sha512, sm3, sha3-256, sha3-384, sha3-512. None:
   * sha256.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.hash")
  private List<String> hash = List.of();

  /**
   * Source packages too.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.sourcePackages", defaultValue = "false")
  private boolean sourcePackages;

  /**
   * Paths that Keylime is not to check: Python regular expressions, matched from the path's start.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.excludePath")
  private List<String> excludePath = List.of();

  /**
   * Merge this Keylime runtime policy in.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.base")
  private @Nullable File base;

  /**
   * Let the list expire so many days from now: <code>verify</code> then refuses it. Also 12h, 30d,
   * 4w. One that is there already stays while nothing changes and more than half of its time is
   * left.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.validFor")
  private @Nullable String validFor;

  /**
   * Keep the digests of packages that left the sources for so many days after the first run that
   * missed them, for hosts that have not updated yet. Also 12h, 30d, 4w.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.keepRemoved")
  private @Nullable String keepRemoved;

  /**
   * Take out for good what this file names: on each line a digest, or a package as
   * name-[epoch:]version-release.arch.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.revoke")
  private @Nullable File revoke;

  /**
   * What the list calls its repository, so that no other one's list signed by the same key is taken
   * for it; by default what an Open Build Service calls it in repomd.xml.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.repositoryName")
  private @Nullable String repositoryName;

  /**
   * With <code>keepRemoved</code>: go on from the former list though its repository has another
   * name, or none of its packages is there in any version.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.allowOtherPrevious", defaultValue = "false")
  private boolean allowOtherPrevious;

  /**
   * Verify the IMA signatures of files by these X.509 certificates, in PEM or DER. A bad one is a
   * finding, one by another key is counted.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.imaCert")
  private List<File> imaCert = List.of();

  /**
   * Have Keylime accept IMA signatures by these public keys or certificates: what they signed then
   * passes, in the list or not.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.verificationKey")
  private List<File> verificationKey = List.of();

  /**
   * Keep only files that hosts with this IMA policy and the SELinux policy of <code>selinux</code>
   * can measure. The policy itself is listed too.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.imaPolicy")
  private @Nullable File imaPolicy;

  /**
   * Where hosts load the IMA policy from, which the kernel logs; by default <code>
   * /etc/ima/ima-policy</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.imaPolicyPath")
  private @Nullable String imaPolicyPath;

  /**
   * Copies of hosts' <code>/sys/fs/selinux/policy</code>, whose hash they log as
   * selinux-policy-hash.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.loadedSelinuxPolicy")
  private List<File> loadedSelinuxPolicy = List.of();

  /**
   * What else hosts measure without it being a file, such as selinux-state: names, and files with
   * the bytes. On the command line such as <code>-Dima.imaBuf=selinux-state=FILE</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.imaBuf")
  private List<String> imaBuf = List.of();

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

  final SortedSet<HashAlgorithm> algorithms() throws AllowlistException {
    SortedSet<HashAlgorithm> algorithms = new TreeSet<>();
    for (String name : hash) {
      algorithms.add(Values.oneOf("hash", HASHES, name));
    }
    return algorithms.isEmpty() ? new TreeSet<>(List.of(HashAlgorithm.SHA256)) : algorithms;
  }

  final boolean sourcePackages() {
    return sourcePackages;
  }

  final List<String> excludePaths() {
    return excludePath;
  }

  final Optional<Path> base() {
    return Values.path(base);
  }

  final Optional<Duration> validFor() throws AllowlistException {
    return Values.days("validFor", validFor);
  }

  final Optional<Duration> keepRemoved() throws AllowlistException {
    return Values.days("keepRemoved", keepRemoved);
  }

  /**
   * @param list that the last run made, if it is known by now
   */
  final UpdateRequest updates(Optional<ListSource> list, Instant now) throws AllowlistException {
    String name = repositoryName;
    if (name != null && (name.isBlank() || name.length() > UpdateRequest.MAX_NAME)) {
      throw Misuse.of(
          "--repository-name needs 1 to %d characters".formatted(UpdateRequest.MAX_NAME),
          "Give a name, or leave it out.");
    }
    if (allowOtherPrevious && keepRemoved().isEmpty()) {
      throw Misuse.of("--allow-other-previous goes with --keep-removed", "Leave it out.");
    }
    return new UpdateRequest(
        keepRemoved(),
        list,
        Values.path(revoke),
        Optional.ofNullable(name),
        allowOtherPrevious,
        now);
  }

  final FileSignatureRequest fileSignatures() {
    return new FileSignatureRequest(Values.paths(imaCert), Values.paths(verificationKey));
  }

  /**
   * @param output where an IMA policy that is derived goes; absent where its place is elsewhere
   */
  final Optional<FilterRequest> filter(Optional<Path> output) throws AllowlistException {
    Optional<Profile> profile = profile();
    if (profile.isEmpty() && hasRuleDetails()) {
      throw Misuse.of(
          "--kernel, --max-label-rules and --skip-code-type go with --profile",
          "Give --profile NAME, or leave them out.");
    }
    Optional<RuleRequest> rules =
        profile.isPresent() ? Optional.of(rules(profile.get())) : Optional.empty();
    return new FilterParameters(
            imaPolicy,
            imaPolicyPath,
            loadedSelinuxPolicy,
            Values.namedFiles("imaBuf", imaBuf, baseFolder()))
        .toRequest(selinuxRequest(), rules, output);
  }

  final List<Path> imaBufFiles() throws AllowlistException {
    return List.copyOf(
        Values.namedFiles("imaBuf", imaBuf, baseFolder()).values().stream()
            .map(File::toPath)
            .toList());
  }

  final SigningParameters signing() {
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
        passphrase("passphrase", passphraseServerId, passphraseEnv, passphraseFile));
  }

  final PassphraseParameters passphrase(
      String name, @Nullable String serverId, @Nullable String variable, @Nullable File file) {
    return new PassphraseParameters(
        name, serverId, variable, file, session().getSettings(), decrypter);
  }
}
