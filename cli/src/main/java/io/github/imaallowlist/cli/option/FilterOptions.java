package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.selinux.filter.FilePlaces;
import io.github.imaallowlist.toolkit.filter.FilterRequest;
import io.github.imaallowlist.toolkit.filter.HostBuffers;
import io.github.imaallowlist.toolkit.filter.HostPolicy;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.policy.RuleRequest;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** By what the hosts measure, which the list is cut to. */
public final class FilterOptions {
  private static final String OUTPUT_MISSING = "--profile and --ima-policy-output go together";

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
              + " /etc/ima/ima-policy; /sysroot/etc/ima/ima-policy if an initramfs loads it from the"
              + " root file system).")
  private @Nullable String imaPolicyPath;

  @Option(
      names = "--loaded-selinux-policy",
      paramLabel = "FILE",
      description =
          "A copy of a host's /sys/fs/selinux/policy, whose hash it logs as selinux-policy-hash. The"
              + " file that was loaded does not do: the kernel puts it in another order. May be"
              + " repeated.")
  private List<Path> loadedPolicies = List.of();

  @Option(
      names = "--ima-buf",
      paramLabel = "NAME=FILE",
      description =
          "Something else that hosts measure without it being a file, such as selinux-state, with"
              + " its bytes; may be repeated.")
  private List<String> buffers = List.of();

  @Mixin private final SelinuxOptions selinux = new SelinuxOptions();

  /** Where what is found out of packages and of the SELinux policy is kept. */
  public CacheOptions cache() {
    return selinux.cache();
  }

  public boolean isGiven() {
    return selinux.toRequest().isPresent();
  }

  /** What is wrong with the options as they were given together; one line. */
  public Optional<String> misuse() {
    return misuseWithoutOutput()
        .or(
            () ->
                rules.profile().isPresent() && imaPolicyOutput == null
                    ? Optional.of(OUTPUT_MISSING)
                    : Optional.empty());
  }

  /** The same, for a command that has a place of its own for the policy that it derives. */
  public Optional<String> misuseWithoutOutput() {
    boolean derive = rules.profile().isPresent();
    if (imaPolicy != null && derive) {
      return Optional.of(
          "--ima-policy and --profile exclude one another: give a policy, or make it");
    }
    boolean filter = imaPolicy != null || derive;
    boolean withSelinux = selinux.toRequest().isPresent();
    if (filter && !withSelinux) {
      return Optional.of("--ima-policy and --profile go with --selinux, which has the labels");
    }
    boolean ofHosts = imaPolicyPath != null || !loadedPolicies.isEmpty() || !buffers.isEmpty();
    if (!filter && (withSelinux || ofHosts)) {
      return Optional.of(
          "--selinux, --ima-policy-path, --loaded-selinux-policy and --ima-buf go with --ima-policy"
              + " or --profile");
    }
    if (!derive && rules.hasDetails()) {
      return Optional.of("--kernel, --max-label-rules and --skip-code-type go with --profile");
    }
    if (!derive && imaPolicyOutput != null) {
      return Optional.of(OUTPUT_MISSING);
    }
    return rules.misuse().or(selinux::misuse);
  }

  /** Absent if nothing is to be left out. */
  public Optional<FilterRequest> toRequest() throws AllowlistException {
    Optional<SelinuxRequest> policy = selinux.toRequest();
    if (policy.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new FilterRequest(policy.get(), hostPolicy(), pathOnHosts(), hostBuffers()));
  }

  private HostPolicy hostPolicy() {
    Path given = imaPolicy;
    if (given != null) {
      return new HostPolicy.Given(given);
    }
    RuleRequest wanted = rules.toRequest(rules.profile().orElseThrow());
    return new HostPolicy.Derived(
        wanted, Optional.ofNullable(imaPolicyOutput).map(Destination.InFile::new));
  }

  private HostBuffers hostBuffers() throws AllowlistException {
    List<HostBuffers.NamedBuffer> named = new ArrayList<>();
    for (String buffer : buffers) {
      int equals = buffer.indexOf('=');
      if (equals <= 0 || equals == buffer.length() - 1) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "--ima-buf " + buffer + ": expected a name, =, and a file",
            "Give it as in --ima-buf selinux-state=FILE.");
      }
      named.add(
          new HostBuffers.NamedBuffer(
              buffer.substring(0, equals), Path.of(buffer.substring(equals + 1))));
    }
    return new HostBuffers(loadedPolicies, named);
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
