package io.github.imaallowlist.maven;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.maven.parameter.Misuse;
import io.github.imaallowlist.maven.parameter.PassphraseParameters;
import io.github.imaallowlist.maven.parameter.SourceParameters;
import io.github.imaallowlist.maven.parameter.Values;
import io.github.imaallowlist.maven.project.PackageInputs;
import io.github.imaallowlist.maven.project.RpmArtifacts;
import io.github.imaallowlist.maven.report.GenerateLog;
import io.github.imaallowlist.maven.report.LogProgress;
import io.github.imaallowlist.maven.report.PolicyLog;
import io.github.imaallowlist.maven.state.LastRun;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.selinux.derive.Profile;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.policy.DerivePolicy;
import io.github.imaallowlist.toolkit.policy.PolicyRequest;
import io.github.imaallowlist.toolkit.policy.PolicyResult;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Derives an IMA policy from an SELinux policy: what a host has to measure, in few rules that the
 * kernel accepts, each with its reason; and attaches it to the project.
 *
 * <p>With packages, rules are made for the labels that their files have; without, for all that
 * file_contexts can give. Needs setools. While neither parameters nor packages nor the SELinux
 * policy change, nothing is done.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "policy",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    requiresProject = false,
    threadSafe = true)
public final class PolicyMojo extends SelectionMojo {
  private static final String POLICY = "ima-policy";

  /**
   * Repositories (folders with repodata, or http and https URLs), folders with packages, single
   * packages, and .repo files. They come in addition to the artifacts of type <code>rpm</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.sources")
  private List<String> sources = List.of();

  /**
   * Whether the project's own artifacts of type <code>rpm</code> are read: those that plugins made
   * before this one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.includeProject", defaultValue = "true")
  private boolean includeProject;

  /**
   * Whether artifacts of type <code>rpm</code> are read of those projects of the reactor that this
   * one depends on, directly or not. Of other projects nobody knows whether they are built before.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.includeReactor", defaultValue = "true")
  private boolean includeReactor;

  /**
   * Whether dependencies of type <code>rpm</code> are read, of the scopes compile and runtime.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.includeDependencies", defaultValue = "true")
  private boolean includeDependencies;

  /**
   * Where the same repository is, if the one source fails: URLs.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.mirror")
  private List<String> mirror = List.of();

  /**
   * User for basic authentication, at all hosts that <code>sources</code> names.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.user")
  private @Nullable String user;

  /**
   * The server in <code>settings.xml</code> whose <code>password</code> is the user's.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.passwordServerId")
  private @Nullable String passwordServerId;

  /**
   * Environment variable that holds the user's password.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.passwordEnv")
  private @Nullable String passwordEnv;

  /**
   * File whose first line is the user's password.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.passwordFile")
  private @Nullable File passwordFile;

  /**
   * Trust these PEM certificates of servers, and no others.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.caCert")
  private @Nullable File caCert;

  /**
   * Show servers that ask this PEM certificate.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.clientCert")
  private @Nullable File clientCert;

  /**
   * Its PEM key; by default it is in the certificate's file.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.clientKey")
  private @Nullable File clientKey;

  /**
   * Variables in .repo files, such as <code>releasever=9</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.setvar")
  private List<String> setvar = List.of();

  /**
   * Only those packages of the sources that a host has, by what <code>rpm -qa</code> prints there.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.installed")
  private @Nullable File installed;

  /**
   * The IMA policy; by default in the output folder, named after the project, ending in <code>
   * -ima-policy</code>. With <code>profile</code>, <code>generate</code> makes one there, too.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.imaPolicyOutput")
  private @Nullable File imaPolicyOutput;

  /**
   * Attach the policy to the project, with the classifier <code>ima-policy</code> and the type
   * <code>txt</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.attach", defaultValue = "true")
  private boolean attach;

  @SuppressWarnings("NullAway.Init") // Maven sets it
  @Inject
  private SettingsDecrypter decrypter;

  @SuppressWarnings("NullAway.Init") // Maven sets it
  @Inject
  private MavenProjectHelper projectHelper;

  @Override
  Set<String> outputs() {
    return Set.of("imaPolicyOutput");
  }

  @Override
  void run() throws AllowlistException, IOException, MojoFailureException {
    SelinuxRequest selinux =
        selinuxRequest()
            .orElseThrow(
                () ->
                    Misuse.of(
                        "which SELinux policy the hosts have is not said",
                        "Give --selinux PLACE, such as /etc/selinux/targeted."));
    PackageInputs inputs = inputs();
    Path policy = outputFile(imaPolicyOutput, POLICY);
    Optional<LastRun> lastRun = lastRun(inputs, policy);
    if (lastRun.isPresent() && lastRun.get().isUpToDate(Instant.now())) {
      getLog().info("Nothing changed since the last run: " + policy);
    } else {
      if (lastRun.isPresent()) {
        lastRun.get().clear();
      }
      PolicyResult result =
          DerivePolicy.run(request(selinux, inputs, policy), new LogProgress(getLog()));
      if (!result.written()) {
        new Destination.InFile(policy).delete();
      }
      report(result, policy);
      if (!result.written()) {
        return;
      }
      if (lastRun.isPresent() && result.findings().isEmpty()) {
        lastRun.get().put(Optional.empty());
      }
    }
    if (attach && hasPom()) {
      projectHelper.attachArtifact(project(), "txt", POLICY, policy.toFile());
    }
  }

  private PackageInputs inputs() throws AllowlistException {
    RpmArtifacts artifacts = new RpmArtifacts();
    if (includeProject) {
      artifacts.addMadeBy(project());
    }
    if (includeReactor) {
      artifacts.addUpstream(project(), session());
    }
    if (includeDependencies) {
      artifacts.addDependencies(project().getArtifacts());
    }
    return PackageInputs.of(sources, baseFolder(), artifacts);
  }

  /** Empty where something counts that is not in files of this machine. */
  private Optional<LastRun> lastRun(PackageInputs inputs, Path policy) throws IOException {
    if (!inputs.isLocal()) {
      return Optional.empty();
    }
    List<Path> counted = new ArrayList<>(inputs.files());
    selinuxPlace().ifPresent(counted::add);
    return Optional.of(lastRun("policy", inputs.names(), counted, List.of(policy)));
  }

  private PolicyRequest request(SelinuxRequest selinux, PackageInputs inputs, Path policy)
      throws AllowlistException, IOException {
    if (inputs.names().isEmpty() && installed != null) {
      throw Misuse.of(
          "--installed goes with packages, and there are none",
          "Give --sources PATH, or leave it out.");
    }
    return new PolicyRequest(
        selinux,
        inputs.names().isEmpty() ? Optional.empty() : Optional.of(source(inputs)),
        trustRequest(),
        Values.path(installed),
        rules(profile().orElse(Profile.CODE)),
        allowIncomplete(),
        new Destination.InFile(policy),
        Optional.empty(),
        temporaryFolder());
  }

  private SourceRequest source(PackageInputs inputs) throws AllowlistException, IOException {
    SourceParameters reach =
        new SourceParameters(
            mirror,
            user,
            new PassphraseParameters(
                "password",
                passwordServerId,
                passwordEnv,
                passwordFile,
                session().getSettings(),
                decrypter),
            caCert,
            clientCert,
            clientKey,
            Values.named("setvar", setvar));
    return new SourceRequest(
        inputs.names(),
        reach.toSettings(inputs.names().size()),
        selection(false),
        ReadMode.HEADERS,
        jobs());
  }

  private void report(PolicyResult result, Path policy) throws MojoFailureException {
    PolicyLog.print(getLog(), result);
    if (result.written()) {
      getLog().info("Wrote " + policy);
    }
    judge(
        result.findings(),
        result.exitCode(),
        GenerateLog.findings(result.findings().size())
            + (result.written()
                ? ": " + policy + " lacks what they are about"
                : ": no policy was written"));
  }
}
