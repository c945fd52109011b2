package io.github.imaallowlist.selinux.analysis;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The domains that the analysis treats apart; types all of them.
 *
 * @param trusted those whose writing does not make a type mutable
 * @param unconfined those that may do everything; trusted ones may be among them
 * @param permissive those to which the policy is not applied: they may do everything, and the
 *     analysis knows only what the rules would let them do
 */
public record Domains(
    SortedSet<String> trusted, SortedSet<String> unconfined, SortedSet<String> permissive) {
  public Domains {
    trusted = Collections.unmodifiableSortedSet(new TreeSet<>(trusted));
    unconfined = Collections.unmodifiableSortedSet(new TreeSet<>(unconfined));
    permissive = Collections.unmodifiableSortedSet(new TreeSet<>(permissive));
  }

  /**
   * Domains that nobody trusts and that may write every type: the classes hold only as far as these
   * behave.
   */
  public SortedSet<String> unboundWriters() {
    SortedSet<String> names = new TreeSet<>(unconfined);
    names.addAll(permissive);
    names.removeAll(trusted);
    return Collections.unmodifiableSortedSet(names);
  }
}
