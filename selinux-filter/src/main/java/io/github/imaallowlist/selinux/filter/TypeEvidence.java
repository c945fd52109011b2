package io.github.imaallowlist.selinux.filter;

import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import java.util.Optional;
import java.util.SortedMap;

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
        public String ownName(String type) {
          return type;
        }
      };

  /** Whether some domain, unconfined ones aside, may execute it; empty if the type is not known. */
  Optional<Boolean> isExecuted(String type);

  /** The type's own name, if it is an alias. */
  String ownName(String type);

  static TypeEvidence of(TypeAnalysis analysis) {
    SortedMap<String, String> aliases = analysis.policy().aliases();
    return new TypeEvidence() {
      @Override
      public Optional<Boolean> isExecuted(String type) {
        return analysis.report(type).map(report -> !report.executors().isEmpty());
      }

      @Override
      public String ownName(String type) {
        return aliases.getOrDefault(type, type);
      }
    };
  }
}
