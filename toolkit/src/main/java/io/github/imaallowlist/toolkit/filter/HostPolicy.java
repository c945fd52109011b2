package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.selinux.derive.Profile;
import io.github.imaallowlist.toolkit.output.Destination;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The IMA policy of the hosts that a list is for. */
public sealed interface HostPolicy {
  /** One that is there. */
  record Given(Path file) implements HostPolicy {}

  /**
   * One that is derived from the SELinux policy, and from the labels that the packages' files have.
   *
   * @param kernel the oldest that is to load it
   * @param maxLabelRules how many rules may name a label
   * @param skipCodeTypes types whose files may run unmeasured
   * @param output where it goes
   */
  record Derived(
      Profile profile,
      KernelVersion kernel,
      int maxLabelRules,
      SortedSet<String> skipCodeTypes,
      Destination.InFile output)
      implements HostPolicy {
    public Derived {
      skipCodeTypes = Collections.unmodifiableSortedSet(new TreeSet<>(skipCodeTypes));
    }
  }
}
