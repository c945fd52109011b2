package io.github.imaallowlist.selinux.filter;

import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.SecurityContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a file, as far as it matters for whether the kernel measures it. Thousands of
 * files have the same.
 *
 * @param labels those that the file may have on a host, each once; mostly one, and two where a
 *     package lists {@code /lib/x}, which is {@code /usr/lib/x} on hosts of today. An absent one is
 *     unknown: no spec gives one, or it says {@code <<none>>}
 * @param traits whether it can run, as far as its package says
 * @param readFor the hooks at which the kernel reads files of such a place and name for itself
 */
public record FileFacts(
    List<Optional<SecurityContext>> labels, FileTraits traits, Set<ImaHook> readFor) {
  public FileFacts {
    labels = List.copyOf(labels);
    readFor = Set.copyOf(readFor);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("a file has a label, if only an unknown one");
    }
  }

  /** The type of the label at the path that the package lists; absent if that is unknown. */
  public Optional<String> type() {
    return labels.get(0).map(SecurityContext::type);
  }
}
