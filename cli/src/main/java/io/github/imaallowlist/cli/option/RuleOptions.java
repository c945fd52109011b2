package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.selinux.derive.DeriveSettings;
import io.github.imaallowlist.selinux.derive.Profile;
import io.github.imaallowlist.toolkit.policy.RuleRequest;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an IMA policy that is derived is to be like. */
public final class RuleOptions {
  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      converter = Converters.ProfileName.class,
      description =
          "Derive an IMA policy that measures: code, what runs or is loaded (policy's default); tcb,"
              + " also what root reads, less the data that changes; integrity, also the data that"
              + " trusted domains read and only they write.")
  private @Nullable Profile profile;

  @Option(
      names = "--kernel",
      paramLabel = "VERSION",
      converter = Converters.Kernel.class,
      description =
          "The oldest kernel that is to load the derived policy, from 5.4 on; newer key words are"
              + " left out, and what is lost is said (default: 5.14).")
  private @Nullable KernelVersion kernel;

  @Option(
      names = "--max-label-rules",
      paramLabel = "N",
      description =
          "At most so many rules that name a label, which each reload of the SELinux policy pays"
              + " for; what does not fit is measured (default: "
              + DeriveSettings.DEFAULT_MAX_LABEL_RULES
              + ").")
  private @Nullable Integer maxLabelRules;

  @Option(
      names = "--skip-code-type",
      paramLabel = "TYPE",
      description = "Let files of this type run unmeasured; may be repeated.")
  private List<String> skipCodeTypes = List.of();

  /** What is wrong with the options; one line. */
  public Optional<String> misuse() {
    Integer most = maxLabelRules;
    return most != null && most < 0
        ? Optional.of("--max-label-rules must be at least 0")
        : Optional.empty();
  }

  /** Whether anything was said of the rules but the profile. */
  boolean hasDetails() {
    return kernel != null || maxLabelRules != null || !skipCodeTypes.isEmpty();
  }

  /** The profile that was asked for. */
  public Optional<Profile> profile() {
    return Optional.ofNullable(profile);
  }

  /** The rules for a profile. */
  public RuleRequest toRequest(Profile wanted) {
    return new RuleRequest(
        wanted,
        Optional.ofNullable(kernel).orElseGet(RuleOptions::usualKernel),
        Optional.ofNullable(maxLabelRules).orElse(DeriveSettings.DEFAULT_MAX_LABEL_RULES),
        new TreeSet<>(skipCodeTypes));
  }

  /** Of RHEL 9; knows all that the profiles need. */
  private static KernelVersion usualKernel() {
    return new KernelVersion(5, 14);
  }
}
