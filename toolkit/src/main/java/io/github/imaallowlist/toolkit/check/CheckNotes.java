package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.toolkit.check.CheckResult.Span;
import java.util.ArrayList;
import java.util.List;

/** What is to be known of a check besides its numbers. */
record CheckNotes(CheckedList list, PcrProof proof, ProvedLog proved) {
  /** {@code CONFIG_IMA_MEASURE_PCR_IDX}. */
  private static final int IMA_PCR = 10;

  List<String> of(Span span, LastCheck last, long passedOver, Judge judge, CheckTally tally) {
    List<String> notes = new ArrayList<>();
    if (!proof.isAny()) {
      notes.add(
          "nothing shows that the log is the host's: give --quote, or --pcr with values that you"
              + " know");
    } else if (proof.restsOnWeakHash(IMA_PCR)) {
      notes.add("the log is proved by a bank of SHA-1 alone, which is broken: quote sha256:10");
    }
    if (proved.padded()) {
      notes.add(
          "the kernel is older than Linux 5.8: its banks hold SHA-1, which is broken, with zeros");
    }
    if (span.behindProof() > 0) {
      notes.add(
          "%d entries at the end were measured after what the TPM said, and not judged: %d to %d"
                  .formatted(span.behindProof(), span.last() + 1, span.log())
              + (proof.isFresh()
                  ? ""
                  : "; no nonce shows that what the TPM said is new, so the check does not pass"));
    }
    if (passedOver > 0) {
      notes.add("%d entries were judged by the last check".formatted(passedOver));
    }
    last.note(passedOver, list).ifPresent(notes::add);
    for (String pattern : judge.unknownExcludes()) {
      notes.add(
          "the pattern '%s' in excludes is not understood, and excludes nothing here"
              .formatted(Names.printable(pattern)));
    }
    if (tally.counts().containsKey(Verdict.NOT_JUDGED)) {
      notes.add(
          "boot_aggregate is not compared: give PCR 0 to 9 with --pcr, or a quote of them with its"
              + " values");
    }
    return notes;
  }
}
