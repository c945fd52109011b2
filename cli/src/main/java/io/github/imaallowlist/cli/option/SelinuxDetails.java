package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.selinux.analysis.AnalysisSettings;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to look at the SELinux policy that {@code --selinux} names. */
public final class SelinuxDetails {
  @Option(
      names = "--selinux-policy",
      paramLabel = "FILE",
      description = "The binary policy (default: the place's policy/policy.N with the highest N).")
  private @Nullable Path policyFile;

  @Option(
      names = "--booleans",
      paramLabel = "FILE",
      description = "Values of booleans, as getsebool -a prints them (default: the policy's own).")
  private @Nullable Path booleans;

  @Option(
      names = "--trusted-domain",
      paramLabel = "NAME",
      description =
          "A type or attribute whose domains may write code without making it mutable; may be"
              + " repeated. It replaces the whole default: kernel, init, package managers, boot"
              + " loader, labelling tools, administrators.")
  private List<String> trustedDomains = List.of();

  @Option(
      names = "--also-trusted-domain",
      paramLabel = "NAME",
      description = "The same in addition to the default; may be repeated.")
  private List<String> alsoTrustedDomains = List.of();

  @Option(
      names = "--unconfined-domain",
      paramLabel = "NAME",
      description =
          "A type or attribute whose domains may do everything, and so say nothing of what a file"
              + " type is for; may be repeated. It replaces the default: files_unconfined_type and"
              + " its like.")
  private List<String> unconfinedDomains = List.of();

  @Option(
      names = "--setools",
      paramLabel = "DIR",
      description = "Where seinfo and sesearch are (default: on the PATH).")
  private @Nullable Path setools;

  @Mixin private final CacheOptions cache = new CacheOptions();

  /**
   * What is wrong with the options as they were given together; one line.
   *
   * @param place what {@code --selinux} says
   */
  public Optional<String> misuse(Optional<String> place) {
    if (cache.misuse().isPresent()) {
      return cache.misuse();
    }
    if (!trustedDomains.isEmpty() && !alsoTrustedDomains.isEmpty()) {
      return Optional.of(
          "--trusted-domain and --also-trusted-domain exclude one another: the first replaces the"
              + " default, the other adds to it");
    }
    boolean others =
        policyFile != null
            || booleans != null
            || setools != null
            || !trustedDomains.isEmpty()
            || !alsoTrustedDomains.isEmpty()
            || !unconfinedDomains.isEmpty();
    return place.isEmpty() && others
        ? Optional.of("--selinux-policy, --booleans, --setools and the domains go with --selinux")
        : Optional.empty();
  }

  /** The request for the policy of a place. */
  public SelinuxRequest toRequest(String place) {
    return new SelinuxRequest(
        place,
        Optional.ofNullable(policyFile),
        Optional.ofNullable(setools),
        Optional.ofNullable(booleans),
        trusted(),
        unconfinedDomains,
        cache.writableFolder());
  }

  private List<String> trusted() {
    if (alsoTrustedDomains.isEmpty()) {
      return trustedDomains;
    }
    List<String> all = new ArrayList<>(AnalysisSettings.DEFAULT.trustedDomains());
    all.addAll(alsoTrustedDomains);
    return all;
  }

  /** Where what is found out is kept. */
  CacheOptions cache() {
    return cache;
  }
}
