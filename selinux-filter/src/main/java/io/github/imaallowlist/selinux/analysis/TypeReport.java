package io.github.imaallowlist.selinux.analysis;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A file type, its class and the domains that give it that class.
 *
 * <p>Unconfined domains are among them only where a rule names the type, as {@link TypeAnalysis}
 * says; never among the executors.
 *
 * @param executors domains that may execute files of the type
 * @param loaders domains that may have the kernel load them: modules, firmware, kernels
 * @param entrypoints domains that may be entered by executing such a file
 * @param writers domains, not trusted ones, that may write, append to or create such files, or
 *     relabel others to the type
 * @param trustedReaders trusted domains that may read them
 * @param creators domains, trusted ones too, that may create such files
 */
public record TypeReport(
    String type,
    TypeClass typeClass,
    SortedSet<String> executors,
    SortedSet<String> loaders,
    SortedSet<String> entrypoints,
    SortedSet<String> writers,
    SortedSet<String> trustedReaders,
    SortedSet<String> creators) {
  public TypeReport {
    executors = copyOf(executors);
    loaders = copyOf(loaders);
    entrypoints = copyOf(entrypoints);
    writers = copyOf(writers);
    trustedReaders = copyOf(trustedReaders);
    creators = copyOf(creators);
  }

  private static SortedSet<String> copyOf(SortedSet<String> names) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }
}
