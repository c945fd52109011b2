package io.github.imaallowlist.maven;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.maven.parameter.CacheParameters;
import io.github.imaallowlist.maven.parameter.Misuse;
import io.github.imaallowlist.maven.parameter.Values;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.selinux.analysis.AnalysisSettings;
import io.github.imaallowlist.selinux.derive.DeriveSettings;
import io.github.imaallowlist.selinux.derive.Profile;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.policy.RuleRequest;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Goals that read packages: which ones, whom to trust, and by which SELinux policy. */
abstract class SelectionMojo extends AllowlistMojo {
  private static final String AUTO = "auto";

  /** Of RHEL 9; knows all that the profiles need. */
  private static final KernelVersion USUAL_KERNEL = new KernelVersion(5, 14);

  /**
   * Trust the OpenPGP public keys in these files, armored or binary, and no others.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.keyring")
  private List<File> keyring = List.of();

  /**
   * What the trusted keys must have signed: <code>packages</code>, <code>metadata</code>
   * (repomd.xml), <code>either</code> or <code>both</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.trust", defaultValue = "either")
  private String trust = "either";

  /**
   * Take packages without a proof of origin; the list then says so. A signature of a trusted key
   * that is wrong is a finding all the same.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.allowUnsigned", defaultValue = "false")
  private boolean allowUnsigned;

  /**
   * Write the list or policy although there are findings; what is missing from a list stands in its
   * provenance. The build still fails, unless <code>failOnFindings</code> is false.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.allowIncomplete", defaultValue = "false")
  private boolean allowIncomplete;

  /**
   * Only packages of these architectures, and noarch. None: all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.arch")
  private List<String> arch = List.of();

  /**
   * Only packages with such a name, by shell patterns. None: all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.include")
  private List<String> include = List.of();

  /**
   * No packages with such a name, by shell patterns.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.exclude")
  private List<String> exclude = List.of();

  /**
   * Only the newest version of each name and architecture.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.newest", defaultValue = "false")
  private boolean newest;

  /**
   * Read so many packages at once; 0: as many as there are processors.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.jobs", defaultValue = "0")
  private int jobs;

  /**
   * Keep here what was read of packages, so as not to read the same again. By default <code>
   * $XDG_CACHE_HOME/ima-allowlist</code>, or <code>~/.cache/ima-allowlist</code>, which the command
   * line uses too.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.cache")
  private @Nullable File cache;

  /**
   * Keep nothing, and use nothing that was kept.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.noCache", defaultValue = "false")
  private boolean noCache;

  /**
   * The hosts' SELinux policy: a folder such as <code>/etc/selinux/targeted</code>, a file_contexts
   * file, or <code>auto</code>: the selinux-policy package of the sources (<code>auto:TYPE</code>
   * if there are several). Needs setools.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.selinux")
  private @Nullable String selinux;

  /**
   * The binary SELinux policy, if it is not the place's <code>policy/policy.N</code> with the
   * highest N.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.selinuxPolicy")
  private @Nullable File selinuxPolicy;

  /**
   * Values of the SELinux policy's booleans, as <code>getsebool -a</code> prints them; by default
   * the policy's own.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.booleans")
  private @Nullable File booleans;

  /**
   * Types or attributes whose domains may write code without making it mutable. They replace the
   * whole default: kernel, init, package managers, boot loader, labelling tools, administrators.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.trustedDomain")
  private List<String> trustedDomain = List.of();

  /**
   * The same in addition to the default.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.alsoTrustedDomain")
  private List<String> alsoTrustedDomain = List.of();

  /**
   * Types or attributes whose domains may do everything, and so say nothing of what a file type is
   * for. They replace the default: files_unconfined_type and its like.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.unconfinedDomain")
  private List<String> unconfinedDomain = List.of();

  /**
   * Folder of <code>seinfo</code> and <code>sesearch</code>; by default they are on the PATH.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.setools")
  private @Nullable File setools;

  /**
   * Derive an IMA policy that measures: <code>code</code>, what runs or is loaded; <code>tcb</code>
   * , also what root reads, less the data that changes; <code>integrity</code>, also the data that
   * trusted domains read and only they write.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.profile")
  private @Nullable String profile;

  /**
   * The oldest kernel that is to load the derived policy, from 5.4 on; by default 5.14. Newer key
   * words are left out, and what is lost is said.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.kernel")
  private @Nullable String kernel;

  /**
   * At most so many derived rules that name a label, which each reload of the SELinux policy pays
   * for; by default 150. What does not fit is measured.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.maxLabelRules")
  private @Nullable Integer maxLabelRules;

  /**
   * Let files of these types run unmeasured.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.skipCodeType")
  private List<String> skipCodeType = List.of();

  final TrustRequest trustRequest() throws AllowlistException {
    return new TrustRequest(
        Values.paths(keyring),
        Values.oneOf("trust", Requirement.values(), trust),
        allowUnsigned,
        Instant.now());
  }

  final boolean allowUnsigned() {
    return allowUnsigned;
  }

  final boolean allowIncomplete() {
    return allowIncomplete;
  }

  final PackageSelection selection(boolean sourcePackages) throws AllowlistException {
    return new PackageSelection(
        Set.copyOf(arch),
        Values.globs("include", include),
        Values.globs("exclude", exclude),
        newest,
        sourcePackages);
  }

  final int jobs() throws AllowlistException {
    if (jobs < 0) {
      throw Misuse.value("jobs", String.valueOf(jobs), "expected 0 or more");
    }
    return jobs == 0 ? Runtime.getRuntime().availableProcessors() : jobs;
  }

  final CacheParameters cache() {
    return new CacheParameters(cache, noCache);
  }

  /** Absent without a place. */
  final Optional<SelinuxRequest> selinuxRequest() throws AllowlistException {
    String place = selinux;
    if (!trustedDomain.isEmpty() && !alsoTrustedDomain.isEmpty()) {
      throw Misuse.of(
          "--trusted-domain and --also-trusted-domain exclude one another",
          "The first replaces the default, the other adds to it: give one.");
    }
    if (place == null) {
      boolean others =
          selinuxPolicy != null
              || booleans != null
              || setools != null
              || !trustedDomain.isEmpty()
              || !alsoTrustedDomain.isEmpty()
              || !unconfinedDomain.isEmpty();
      Misuse.requireTogether(
          others,
          false,
          "--selinux-policy, --booleans, --setools and the domains go with --selinux");
      return Optional.empty();
    }
    return Optional.of(
        new SelinuxRequest(
            isAuto(place) ? place : baseFolder().resolve(place).toString(),
            Values.path(selinuxPolicy),
            Values.path(setools),
            Values.path(booleans),
            trustedDomains(),
            unconfinedDomain,
            cache().ofSelinux()));
  }

  private static boolean isAuto(String place) {
    return place.equals(AUTO) || place.startsWith(AUTO + ":");
  }

  /** Where the SELinux policy is on disk, if it is not one of the packages. */
  final Optional<Path> selinuxPlace() {
    return Optional.ofNullable(selinux)
        .filter(place -> !isAuto(place))
        .map(place -> baseFolder().resolve(place));
  }

  private List<String> trustedDomains() {
    if (alsoTrustedDomain.isEmpty()) {
      return trustedDomain;
    }
    List<String> all = new ArrayList<>(AnalysisSettings.DEFAULT.trustedDomains());
    all.addAll(alsoTrustedDomain);
    return all;
  }

  final Optional<Profile> profile() throws AllowlistException {
    String wanted = profile;
    if (wanted == null) {
      return Optional.empty();
    }
    List<String> names = Arrays.stream(Profile.values()).map(Profile::keyword).toList();
    String name = Values.oneOf("profile", names, wanted);
    return Arrays.stream(Profile.values()).filter(one -> one.keyword().equals(name)).findFirst();
  }

  /** Whether anything was said of the rules but the profile. */
  final boolean hasRuleDetails() {
    return kernel != null || maxLabelRules != null || !skipCodeType.isEmpty();
  }

  final RuleRequest rules(Profile wanted) throws AllowlistException {
    int most = Optional.ofNullable(maxLabelRules).orElse(DeriveSettings.DEFAULT_MAX_LABEL_RULES);
    if (most < 0) {
      throw Misuse.value("maxLabelRules", String.valueOf(most), "expected 0 or more");
    }
    return new RuleRequest(wanted, kernelVersion(), most, new TreeSet<>(skipCodeType));
  }

  private KernelVersion kernelVersion() throws AllowlistException {
    String version = kernel;
    if (version == null) {
      return USUAL_KERNEL;
    }
    return KernelVersion.parse(version)
        .filter(known -> known.compareTo(KernelVersion.OLDEST) >= 0)
        .orElseThrow(
            () ->
                Misuse.value(
                    "kernel",
                    version,
                    "expected a kernel from " + KernelVersion.OLDEST + " on, such as 6.1"));
  }
}
