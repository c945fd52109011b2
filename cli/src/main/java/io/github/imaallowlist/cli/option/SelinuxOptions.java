package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which SELinux policy to go by, be it one of the sources' packages, and how to look at it. */
public final class SelinuxOptions {
  @Option(
      names = "--selinux",
      paramLabel = "PLACE",
      description =
          "The SELinux policy: a folder such as /etc/selinux/targeted, a file_contexts file, or auto:"
              + " the selinux-policy package of the sources (auto:TYPE if there are several).")
  private @Nullable String place;

  @Mixin private final SelinuxDetails details = new SelinuxDetails();

  /** What is wrong with the options as they were given together; one line. */
  public Optional<String> misuse() {
    return details.misuse(Optional.ofNullable(place));
  }

  /** Absent without a place. */
  public Optional<SelinuxRequest> toRequest() {
    return Optional.ofNullable(place).map(details::toRequest);
  }

  /** Where what is found out is kept. */
  public CacheOptions cache() {
    return details.cache();
  }
}
