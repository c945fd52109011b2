package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.selinux.filter.FilePlaces;
import io.github.imaallowlist.toolkit.filter.FilterRequest;
import io.github.imaallowlist.toolkit.filter.HostPolicy;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.policy.RuleRequest;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** By what the hosts measure, which the list is cut to. */
public final class FilterOptions {
  @Option(
      names = "--ima-policy",
      paramLabel = "FILE",
      description =
          "Keep only files that hosts with this IMA policy and the SELinux policy of --selinux can"
              + " measure. The policy itself is listed too.")
  private @Nullable Path imaPolicy;

  @Mixin private final RuleOptions rules = new RuleOptions();

  @Option(
      names = "--ima-policy-output",
      paramLabel = "FILE",
      description = "With --profile: write the IMA policy here.")
  private @Nullable Path imaPolicyOutput;

  @Option(
      names = "--ima-policy-path",
      paramLabel = "PATH",
      description =
          "Where hosts load the IMA policy from, which the kernel logs (default:"
              + " /etc/ima/ima-policy).")
  private @Nullable String imaPolicyPath;

  @Mixin private final SelinuxOptions selinux = new SelinuxOptions();

  /** What is wrong with the options as they were given together; one line. */
  public Optional<String> misuse() {
    boolean derive = rules.toRequest().isPresent();
    if (imaPolicy != null && derive) {
      return Optional.of(
          "--ima-policy and --profile exclude one another: give a policy, or make it");
    }
    boolean filter = imaPolicy != null || derive;
    boolean withSelinux = selinux.toRequest().isPresent();
    if (filter && !withSelinux) {
      return Optional.of("--ima-policy and --profile go with --selinux, which has the labels");
    }
    if (!filter && (withSelinux || imaPolicyPath != null)) {
      return Optional.of("--selinux and --ima-policy-path go with --ima-policy or --profile");
    }
    if (derive != (imaPolicyOutput != null)) {
      return Optional.of("--profile and --ima-policy-output go together");
    }
    return rules.misuse().or(selinux::misuse);
  }

  /** Absent if nothing is to be left out. */
  public Optional<FilterRequest> toRequest() throws AllowlistException {
    Optional<SelinuxRequest> policy = selinux.toRequest();
    if (policy.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new FilterRequest(policy.get(), hostPolicy(), pathOnHosts()));
  }

  private HostPolicy hostPolicy() {
    Path given = imaPolicy;
    if (given != null) {
      return new HostPolicy.Given(given);
    }
    RuleRequest wanted = rules.toRequest().orElseThrow();
    return new HostPolicy.Derived(
        wanted, new Destination.InFile(Optional.ofNullable(imaPolicyOutput).orElseThrow()));
  }

  private FilePath pathOnHosts() throws AllowlistException {
    String path = imaPolicyPath;
    if (path == null) {
      return FilePlaces.IMA_POLICY;
    }
    try {
      return FilePath.of(PathArgument.bytes(path));
    } catch (IllegalArgumentException e) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--ima-policy-path: " + e.getMessage(),
          "Give the absolute path that hosts have the policy at.",
          e);
    }
  }
}
