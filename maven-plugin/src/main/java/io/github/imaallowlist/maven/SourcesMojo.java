package io.github.imaallowlist.maven;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.maven.parameter.SourceParameters;
import io.github.imaallowlist.maven.parameter.Values;
import io.github.imaallowlist.maven.project.PackageInputs;
import io.github.imaallowlist.maven.project.RpmArtifacts;
import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Goals that make a list of what the project has, and of sources that the user names. */
abstract class SourcesMojo extends ListMojo {
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

  final PackageInputs inputs() throws AllowlistException {
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

  final SourceParameters sourceParameters() throws AllowlistException {
    return new SourceParameters(
        mirror,
        user,
        passphrase("password", passwordServerId, passwordEnv, passwordFile),
        caCert,
        clientCert,
        clientKey,
        Values.named("setvar", setvar));
  }
}
