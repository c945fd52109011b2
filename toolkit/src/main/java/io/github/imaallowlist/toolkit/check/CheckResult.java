package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.error.ExitCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a check came to, besides the deviations.
 *
 * @param entries in the log
 * @param firstChecked the number of the first entry that was judged
 * @param behindProof entries at the end that the TPM says nothing of; they are not judged
 * @param counts entries by verdict
 * @param proof what shows that the log is the host's, a sentence each; empty: nothing does
 * @param notes what else is to be known, a sentence each
 */
public record CheckResult(
    long entries,
    long firstChecked,
    long behindProof,
    Map<Verdict, Long> counts,
    List<String> proof,
    List<String> notes) {
  public CheckResult {
    EnumMap<Verdict, Long> copy = new EnumMap<>(Verdict.class);
    copy.putAll(counts);
    counts = Collections.unmodifiableMap(copy);
    proof = List.copyOf(proof);
    notes = List.copyOf(notes);
  }

  public long count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0L);
  }

  /** How many entries are not accepted. */
  public long deviations() {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().isDeviation())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  public ExitCode exitCode() {
    return deviations() == 0 ? ExitCode.OK : ExitCode.FINDINGS;
  }
}
