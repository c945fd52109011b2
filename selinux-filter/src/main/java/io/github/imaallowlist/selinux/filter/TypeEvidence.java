package io.github.imaallowlist.selinux.filter;

import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import java.util.Optional;

/** What an SELinux policy says of a type, as far as the filter asks. */
interface TypeEvidence {
  /** Of which nothing is known. */
  TypeEvidence NONE =
      new TypeEvidence() {
        @Override
        public Optional<Boolean> isExecuted(String type) {
          return Optional.empty();
        }

        @Override
        public Optional<String> ownName(String type) {
          return Optional.of(type);
        }
      };

  /** Whether some domain, unconfined ones aside, may execute it; empty if the type is not known. */
  Optional<Boolean> isExecuted(String type);

  /**
   * The type's own name, if it is an alias; empty if the policy does not have it, so that the
   * kernel takes its files for unlabelled.
   */
  Optional<String> ownName(String type);

  static TypeEvidence of(TypeAnalysis analysis) {
    return new TypeEvidence() {
      @Override
      public Optional<Boolean> isExecuted(String type) {
        return analysis.report(type).map(report -> !report.executors().isEmpty());
      }

      @Override
      public Optional<String> ownName(String type) {
        return analysis.policy().canonical(type);
      }
    };
  }
}
