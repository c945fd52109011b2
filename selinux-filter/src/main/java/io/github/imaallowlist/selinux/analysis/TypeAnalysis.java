package io.github.imaallowlist.selinux.analysis;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** What the types of an SELinux policy are for, its booleans being as they are. Immutable. */
public final class TypeAnalysis {
  private TypeAnalysis() {}

  /**
   * @throws AllowlistException if the policy lacks a name of the settings
   */
  public static TypeAnalysis of(SelinuxPolicy policy, AnalysisSettings settings)
      throws AllowlistException {
    throw new UnsupportedOperationException();
  }

  public SelinuxPolicy policy() {
    throw new UnsupportedOperationException();
  }

  public Domains domains() {
    throw new UnsupportedOperationException();
  }

  /** One for each file type of the policy, by name. */
  public List<TypeReport> reports() {
    throw new UnsupportedOperationException();
  }

  /** Of any type of the policy, file type or not; an alias will do. */
  public Optional<TypeReport> report(String type) {
    throw new UnsupportedOperationException();
  }

  public List<Flow> flows() {
    return flows(OccurringTypes.none());
  }

  /** Most files first, then by name. */
  public List<Flow> flows(OccurringTypes occurring) {
    throw new UnsupportedOperationException();
  }

  /** The rules that give each domain of the type's report its access, in the policy's order. */
  public List<Grant> evidence(String type, Access access) {
    throw new UnsupportedOperationException();
  }

  /** Types that a {@code module_load} rule names. */
  public SortedSet<String> moduleTypes() {
    throw new UnsupportedOperationException();
  }

  /** Types that a {@code firmware_load} rule names; empty also where the policy lacks it. */
  public SortedSet<String> firmwareTypes() {
    throw new UnsupportedOperationException();
  }
}
