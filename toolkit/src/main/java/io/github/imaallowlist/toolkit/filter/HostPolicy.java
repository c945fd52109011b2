package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.policy.RuleRequest;
import java.nio.file.Path;
import java.util.Optional;

/** The IMA policy of the hosts that a list is for. */
public sealed interface HostPolicy {
  /** One that is there. */
  record Given(Path file) implements HostPolicy {}

  /**
   * One that is derived from the SELinux policy, and from the labels that the packages' files have.
   *
   * @param rules what it is to be like
   * @param output a file that it goes to, if it is to be in one
   */
  record Derived(RuleRequest rules, Optional<Destination.InFile> output) implements HostPolicy {}
}
