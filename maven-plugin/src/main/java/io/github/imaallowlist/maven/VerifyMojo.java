package io.github.imaallowlist.maven;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.maven.parameter.Misuse;
import io.github.imaallowlist.maven.parameter.Values;
import io.github.imaallowlist.maven.report.SignLog;
import io.github.imaallowlist.toolkit.AgeLimits;
import io.github.imaallowlist.toolkit.TrustFiles;
import io.github.imaallowlist.toolkit.Verify;
import io.github.imaallowlist.toolkit.VerifyRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signed lists, and fails the build unless a key that you trust signed each of them, and
 * Keylime would take the policy in it.
 *
 * <p>A key or certificate that came with a list is never trusted by itself. What is verified is the
 * one file that <code>list</code> names; or else the project's own list, if there is one, and all
 * dependencies with its classifier.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "verify",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    requiresProject = false,
    threadSafe = true)
public final class VerifyMojo extends AllowlistMojo {
  private static final String TYPE = "json";

  /**
   * The one list to verify: a DSSE envelope, or with <code>signatureFile</code> the list itself.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.list")
  private @Nullable File list;

  /**
   * A detached signature of the <code>list</code>: CMS in PEM or DER, or OpenPGP.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.signatureFile")
  private @Nullable File signatureFile;

  /**
   * Classifier of the lists among the project's files and dependencies.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.classifier", defaultValue = "ima-allowlist")
  private String classifier = "ima-allowlist";

  /**
   * Public keys or certificates that you trust, in PEM; of a certificate only the key counts. One
   * is enough. It is the option <code>--key</code> of the command line's <code>verify</code>; here
   * <code>ima.key</code> is the one that signs.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.verifyKey")
  private List<File> verifyKey = List.of();

  /**
   * OpenPGP public keys that you trust to have signed lists; <code>ima.keyring</code> has those of
   * packages.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.verifyKeyring")
  private List<File> verifyKeyring = List.of();

  /**
   * CA certificates that you trust, in PEM: signers' certificates must lead to one of them and be
   * for signing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.ca")
  private List<File> ca = List.of();

  /**
   * Certificates that may stand between; they are not trusted by themselves.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.intermediate")
  private List<File> intermediate = List.of();

  /**
   * Revocation lists, in PEM or DER; each certificate below the CA then needs a current one of its
   * issuer.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.crl")
  private List<File> crl = List.of();

  /**
   * So many different trusted keys must have signed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.threshold", defaultValue = "1")
  private int threshold = 1;

  /**
   * Refuse a list that was issued longer ago, in days; or whose sources are older, if it does not
   * say when it was issued. Also 12h, 30d, 4w.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.maxAge")
  private @Nullable String maxAge;

  /**
   * Refuse a list whose sources have lower revisions than in this one, which was taken before: an
   * envelope that the same keys signed, or a policy.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.notOlderThan")
  private @Nullable File notOlderThan;

  /**
   * Do not look whether Keylime would take the policy, nor whether it expired.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.signatureOnly", defaultValue = "false")
  private boolean signatureOnly;

  /**
   * Write the verified list here, without its envelope; with one list alone.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.verifiedOutput")
  private @Nullable File verifiedOutput;

  @Override
  Set<String> outputs() {
    return Set.of("verifiedOutput");
  }

  @Override
  Map<String, String> renamed() {
    return Map.of(
        "key", "verifyKey",
        "keyring", "verifyKeyring",
        "signature", "signatureFile",
        "output", "verifiedOutput");
  }

  @Override
  String trustParameters() {
    return " The parameters for it: -Dima.verifyKey, -Dima.ca, -Dima.verifyKeyring.";
  }

  @Override
  void run() throws AllowlistException, IOException {
    checkUse();
    List<Path> lists = lists();
    if (lists.isEmpty()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "there is no list to verify: the project made none, and no dependency has the classifier "
              + classifier,
          "Run generate before, add a dependency of type json with that classifier, or name a list"
              + " with --list FILE.");
    }
    if (lists.size() > 1 && (signatureFile != null || verifiedOutput != null)) {
      throw Misuse.of(
          "--signature and --output are for one list, and there are " + lists.size(),
          "Name the one list with --list FILE.");
    }
    for (Path file : lists) {
      SignLog.print(getLog(), file, Verify.run(request(file)));
    }
  }

  private void checkUse() throws AllowlistException {
    if (verifyKey.isEmpty() && ca.isEmpty() && verifyKeyring.isEmpty()) {
      throw Misuse.of(
          "nobody is trusted to have signed the list, and what it brings along is not",
          "Give --key FILE, --ca FILE or --keyring FILE.");
    }
    if (threshold < 1) {
      throw Misuse.value("threshold", String.valueOf(threshold), "expected at least 1");
    }
    if (ca.isEmpty() && verifyKeyring.isEmpty() && threshold > verifyKey.size()) {
      throw Misuse.of(
          "--threshold asks for more keys than were given", "Give more, with --key FILE.");
    }
    Misuse.requireTogether(
        !intermediate.isEmpty() || !crl.isEmpty(),
        !ca.isEmpty(),
        "--intermediate and --crl go with --ca");
    if (signatureOnly && (maxAge != null || notOlderThan != null)) {
      throw Misuse.of(
          "--signature-only does not look at the age, which --max-age and --not-older-than ask"
              + " about",
          "Leave one out.");
    }
  }

  private List<Path> lists() throws IOException {
    File named = list;
    if (named != null) {
      return List.of(named.toPath());
    }
    Map<String, Path> lists = new TreeMap<>();
    Path own = outputFile(null, classifier + "." + TYPE);
    if (Files.exists(own)) {
      lists.put("", own);
    }
    for (Artifact artifact : project().getArtifacts()) {
      if (TYPE.equals(artifact.getType())
          && classifier.equals(artifact.getClassifier())
          && artifact.getFile() != null) {
        lists.put(artifact.getId(), artifact.getFile().toPath());
      }
    }
    return List.copyOf(lists.values());
  }

  private VerifyRequest request(Path file) throws AllowlistException, IOException {
    return new VerifyRequest(
        file,
        Values.path(signatureFile),
        new TrustFiles(
            Values.paths(verifyKey),
            Values.paths(ca),
            Values.paths(intermediate),
            Values.paths(crl),
            Values.paths(verifyKeyring),
            threshold),
        Optional.ofNullable(verifiedOutput).map(File::toPath).map(Destination.InFile::new),
        signatureOnly,
        new AgeLimits(Values.days("maxAge", maxAge), Values.path(notOlderThan)),
        Instant.now(),
        temporaryFolder());
  }
}
