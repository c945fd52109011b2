package io.github.imaallowlist.toolkit.explain;

import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.label.ContextSpec;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a path.
 *
 * @param spec that gives it its label; absent if none does, or none was asked for
 * @param type what the label's type is for; absent without a binary policy, or if that has no such
 *     type
 * @param decisions of the IMA policy, one for each hook that such a file may come to
 * @param packages that have it, sorted
 */
public record Explanation(
    FilePath path,
    Optional<ContextSpec> spec,
    Optional<TypeExplanation> type,
    List<HookDecision> decisions,
    List<PackagedFile> packages) {
  public Explanation {
    decisions = List.copyOf(decisions);
    packages = List.copyOf(packages);
  }

  /** The label; absent if there is none, or it is not known. */
  public Optional<SecurityContext> label() {
    return spec.flatMap(ContextSpec::context);
  }
}
