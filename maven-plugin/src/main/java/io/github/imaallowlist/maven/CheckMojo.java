package io.github.imaallowlist.maven;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.maven.parameter.Misuse;
import io.github.imaallowlist.maven.report.GenerateLog;
import io.github.imaallowlist.maven.report.LogProgress;
import io.github.imaallowlist.maven.report.PublishLog;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.publish.CheckTrust;
import io.github.imaallowlist.toolkit.publish.PublishCheck;
import io.github.imaallowlist.toolkit.publish.PublishCheckRequest;
import io.github.imaallowlist.toolkit.publish.PublishCheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Says whether the list that a repository has recorded is true to its packages: reads every package
 * anew, and fails the build if the same parameters would publish another list now, or if nobody
 * that you trust signed the recorded one. Changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class CheckMojo extends RepositoryMojo {
  @Override
  void run() throws AllowlistException, IOException, MojoFailureException {
    Instant now = Instant.now();
    Path repository = repository();
    // What is recorded is held against the packages as they are, not as they were read once.
    PublishCheckResult result =
        PublishCheck.run(
            new PublishCheckRequest(repository, allowlist(now, Optional.empty()), trust(now), now),
            new LogProgress(getLog()));
    result.list().ifPresent(list -> new GenerateLog(getLog(), list).print());
    PublishLog.print(getLog(), repository, result);
    List<Finding> findings = result.list().map(GenerateResult::findings).orElse(List.of());
    judge(
        findings,
        result.exitCode(),
        "The recorded list is not what would be published now: " + repository);
  }

  private CheckTrust trust(Instant now) throws AllowlistException, IOException {
    Optional<CheckTrust.ByKeys> keys = verifyTrust();
    if (keys.isPresent()) {
      return keys.get();
    }
    Optional<SigningRequest> signer = listSigning(now);
    if (signer.isEmpty() && !isUnsigned()) {
      throw Misuse.of(
          "nobody is named who has to have signed the recorded list",
          "Give --verify-key FILE, --key FILE, or --unsigned if nobody did.");
    }
    return signer.<CheckTrust>map(CheckTrust.BySigner::new).orElse(new CheckTrust.Nobody());
  }
}
