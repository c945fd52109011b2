package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which SELinux policy to go by, and how to look at it. */
public final class SelinuxOptions {
  @Option(
      names = "--selinux",
      paramLabel = "PLACE",
      description =
          "The SELinux policy: a folder such as /etc/selinux/targeted, a file_contexts file, or auto:"
              + " the selinux-policy package of the sources (auto:TYPE if there are several).")
  private @Nullable String place;

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
              + " repeated, and replaces the default: kernel, init, package managers, boot loader,"
              + " labelling tools, administrators.")
  private List<String> trustedDomains = List.of();

  @Option(
      names = "--unconfined-domain",
      paramLabel = "NAME",
      description =
          "A type or attribute whose domains may do everything, and so say nothing of what a file"
              + " type is for; may be repeated, and replaces the default: files_unconfined_type and"
              + " its like.")
  private List<String> unconfinedDomains = List.of();

  @Option(
      names = "--setools",
      paramLabel = "DIR",
      description = "Where seinfo and sesearch are (default: on the PATH).")
  private @Nullable Path setools;

  @Mixin private final CacheOptions cache = new CacheOptions();

  /** What is wrong with the options as they were given together; one line. */
  public Optional<String> misuse() {
    if (cache.misuse().isPresent()) {
      return cache.misuse();
    }
    boolean others =
        policyFile != null
            || booleans != null
            || setools != null
            || !trustedDomains.isEmpty()
            || !unconfinedDomains.isEmpty();
    return place == null && others
        ? Optional.of("--selinux-policy, --booleans, --setools and the domains go with --selinux")
        : Optional.empty();
  }

  /** Absent without a place. */
  public Optional<SelinuxRequest> toRequest() {
    String given = place;
    return given == null
        ? Optional.empty()
        : Optional.of(
            new SelinuxRequest(
                given,
                Optional.ofNullable(policyFile),
                Optional.ofNullable(setools),
                Optional.ofNullable(booleans),
                trustedDomains,
                unconfinedDomains,
                cache.writableFolder()));
  }

  /** Where what is found out is kept. */
  public CacheOptions cache() {
    return cache;
  }
}
