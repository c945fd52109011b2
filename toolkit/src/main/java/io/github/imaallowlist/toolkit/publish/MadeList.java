package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.filter.FilterDecision;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.generate.ListLife;
import io.github.imaallowlist.toolkit.generate.ScannedSources;
import io.github.imaallowlist.toolkit.generate.WrittenList;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list that was made, and is to be recorded.
 *
 * @param life until when a run makes the same list
 * @param decision what of the packages it has, and by which IMA policy; empty: all
 * @param result what there is to say of it when it is known who signed it
 */
record MadeList(
    ListLife life,
    Optional<FilterDecision> decision,
    Function<SignedBy, Optional<GenerateResult>> result) {
  static MadeList of(ScannedSources scanned, WrittenList list) {
    return new MadeList(
        list.life(), list.decision(), signedBy -> Optional.of(scanned.result(list, signedBy)));
  }
}
