package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.filter.FilterDecision;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.generate.ScannedSources;
import io.github.imaallowlist.toolkit.generate.WrittenList;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list that was made, and is to be recorded.
 *
 * @param staysUntil when it has to be made anew; empty: never
 * @param decision what of the packages it has, and by which IMA policy; empty: all
 * @param result what there is to say of it when it is known who signed it
 */
record MadeList(
    Optional<Instant> staysUntil,
    Optional<FilterDecision> decision,
    Function<SignedBy, Optional<GenerateResult>> result) {
  static MadeList of(ScannedSources scanned, WrittenList list) {
    return new MadeList(
        list.staysUntil(),
        list.decision(),
        signedBy -> Optional.of(scanned.result(list, signedBy)));
  }
}
