package io.github.imaallowlist.maven;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.maven.parameter.Misuse;
import io.github.imaallowlist.maven.parameter.RepomdParameters;
import io.github.imaallowlist.maven.parameter.Values;
import io.github.imaallowlist.maven.report.GenerateLog;
import io.github.imaallowlist.maven.report.LogProgress;
import io.github.imaallowlist.maven.report.PublishLog;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.repodata.DataCompression;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.publish.Publish;
import io.github.imaallowlist.toolkit.publish.PublishRequest;
import io.github.imaallowlist.toolkit.publish.PublishResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a repository's allowlist and records it in its repodata/repomd.xml, after createrepo_c.
 *
 * <p>A run that is killed leaves the old state or the new one; with findings, the repository stays
 * as it was; with nothing to change, nothing is written. Runs of several modules on one repository
 * wait for one another.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "publish",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
public final class PublishMojo extends RepositoryMojo {
  /**
   * Sign repomd.xml anew with the OpenPGP key that <code>gpg --export-secret-keys</code> wrote to
   * this file.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.repomdKey")
  private @Nullable File repomdKey;

  /**
   * Which key of the <code>repomdKey</code> file: a fingerprint or long key id; with ! behind it,
   * it and no subkey.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.repomdKeyId")
  private @Nullable String repomdKeyId;

  /**
   * Have gpg sign repomd.xml, with a key of its keyring, its agent or a smartcard.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.repomdGpgKey")
  private @Nullable String repomdGpgKey;

  /**
   * The folder of gpg, for <code>repomdGpgKey</code>; by default its own.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.repomdGpgHomedir")
  private @Nullable File repomdGpgHomedir;

  /**
   * Have a program sign repomd.xml: the file that is added as its last argument, into FILE.asc or
   * to standard output; such as <code>sign -h sha256 -d</code> in an Open Build Service.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.repomdSignCommand")
  private @Nullable String repomdSignCommand;

  /**
   * Public keys with which to check what the <code>repomdSignCommand</code> made.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.repomdKeyring")
  private List<File> repomdKeyring = List.of();

  /**
   * The server in <code>settings.xml</code> that has the passphrase of the key for repomd.xml.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.repomdPassphraseServerId")
  private @Nullable String repomdPassphraseServerId;

  /**
   * Environment variable that holds the passphrase of the key for repomd.xml.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.repomdPassphraseEnv")
  private @Nullable String repomdPassphraseEnv;

  /**
   * File whose first line is that passphrase.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.repomdPassphraseFile")
  private @Nullable File repomdPassphraseFile;

  /**
   * Remove a repomd.xml.asc that is not over the new repomd.xml: it is signed afterwards. Without
   * this and without a key, a signed repository is not changed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.removeStaleSignature", defaultValue = "false")
  private boolean removeStaleSignature;

  /**
   * How the recorded files are compressed: <code>zstd</code> or <code>gzip</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.compression", defaultValue = "zstd")
  private String compression = "zstd";

  /**
   * Keep so many former lists, for clients that have read repomd.xml before.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.keep", defaultValue = "1")
  private int keep = 1;

  /**
   * With <code>keepRemoved</code>: keep a copy of the list here, and go on from it where the
   * repository has none recorded any more, as after createrepo_c before 0.18.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.previous")
  private @Nullable File previous;

  @Override
  Set<String> outputs() {
    return Set.of("previous");
  }

  @Override
  void run() throws AllowlistException, IOException, MojoFailureException {
    Instant now = sourceDate(null).orElseGet(Instant::now);
    PublishResult result = Publish.run(request(now), new LogProgress(getLog()));
    Optional<GenerateResult> made = result.list();
    made.ifPresent(list -> new GenerateLog(getLog(), list).print());
    PublishLog.print(getLog(), repository(), result);
    List<Finding> findings = made.map(GenerateResult::findings).orElse(List.of());
    judge(
        findings,
        result.exitCode(),
        GenerateLog.findings(findings.size()) + ": " + PublishLog.outcome(result));
  }

  private PublishRequest request(Instant now) throws AllowlistException, IOException {
    Optional<SigningRequest> list = listSigning(now);
    if (list.isEmpty() && !isUnsigned()) {
      throw Misuse.of(
          "there is no key to sign the list with",
          "Give --key FILE, or --unsigned if repomd.xml's signature is to do.");
    }
    if (keep < 0) {
      throw Misuse.value("keep", String.valueOf(keep), "expected 0 or more");
    }
    Optional<Path> copy = Values.path(previous);
    Misuse.requireTogether(
        copy.isPresent(), keepRemoved().isPresent(), "--previous goes with --keep-removed");
    Misuse.requireTogether(
        verifyTrust().isPresent(),
        keepRemoved().isPresent(),
        "--verify-key and --verify-keyring go with --keep-removed");
    return new PublishRequest(
        repository(),
        allowlist(now, cache().toRequest(ReadMode.PAYLOAD)),
        list,
        repomd().toSigning(now, temporaryFolder()),
        Values.oneOf("compression", DataCompression.values(), compression),
        copy,
        verifyTrust(),
        keep);
  }

  private RepomdParameters repomd() {
    return new RepomdParameters(
        repomdKey,
        repomdKeyId,
        repomdGpgKey,
        repomdGpgHomedir,
        repomdSignCommand,
        repomdKeyring,
        passphrase(
            "repomdPassphrase",
            repomdPassphraseServerId,
            repomdPassphraseEnv,
            repomdPassphraseFile),
        removeStaleSignature);
  }
}
