package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.ImaKeyId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a check came to, besides the deviations.
 *
 * @param log its name
 * @param allowlist its name
 * @param span which entries were judged
 * @param counts these entries by verdict
 * @param accepted the accepted ones by what accepts them
 * @param signers entries accepted by a signature, by its key
 * @param packages that entries are from, sorted by name; without one, those that no known package
 *     has
 * @param labels that paths of entries have, sorted by type; empty if that was not asked
 * @param timeline parts of the log in their order, for a picture
 * @param proof what shows that the log is the host's, a sentence each; empty: nothing does
 * @param fresh whether the proof was made for the caller's nonce, so that what the log has behind
 *     it is newer
 * @param notes what else is to be known, a sentence each
 */
public record CheckResult(
    String log,
    String allowlist,
    Span span,
    Map<Verdict, Long> counts,
    Map<Basis, Long> accepted,
    SortedMap<ImaKeyId, Long> signers,
    List<PackageCount> packages,
    List<LabelCount> labels,
    List<Part> timeline,
    List<String> proof,
    boolean fresh,
    List<String> notes) {
  public CheckResult {
    counts = copyOf(Verdict.class, counts);
    accepted = copyOf(Basis.class, accepted);
    signers = Collections.unmodifiableSortedMap(new TreeMap<>(signers));
    packages = List.copyOf(packages);
    labels = List.copyOf(labels);
    timeline = List.copyOf(timeline);
    proof = List.copyOf(proof);
    notes = List.copyOf(notes);
  }

  private static <K extends Enum<K>> Map<K, Long> copyOf(Class<K> type, Map<K, Long> counts) {
    EnumMap<K, Long> copy = new EnumMap<>(type);
    copy.putAll(counts);
    return Collections.unmodifiableMap(copy);
  }

  /**
   * Which entries were judged.
   *
   * @param first number of the first one, counted from 1 in the host's list
   * @param last number of the last one, which is before the first if there is none
   * @param log number of the log's last one; those behind the last judged one were measured after
   *     what the TPM said
   */
  public record Span(long first, long last, long log) {
    public long behindProof() {
      return log - last;
    }
  }

  /**
   * Entries of a package.
   *
   * @param name NEVRA; empty for entries that no known package has
   * @param removed when it left the sources
   * @param counts entries by verdict
   */
  public record PackageCount(String name, Optional<Instant> removed, Map<Verdict, Long> counts) {
    public PackageCount {
      counts = copyOf(Verdict.class, counts);
    }
  }

  /**
   * Entries of an SELinux type.
   *
   * @param type that the path has; empty if it has none
   * @param counts entries by verdict
   */
  public record LabelCount(String type, Map<Verdict, Long> counts) {
    public LabelCount {
      counts = copyOf(Verdict.class, counts);
    }
  }

  /**
   * A part of the log.
   *
   * @param first number of its first entry
   * @param last number of its last entry
   * @param counts entries by verdict
   */
  public record Part(long first, long last, Map<Verdict, Long> counts) {
    public Part {
      counts = copyOf(Verdict.class, counts);
    }
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

  /** Entries that nothing proves are no deviation only if they can be no older than the proof. */
  public ExitCode exitCode() {
    return deviations() == 0 && (fresh || span.behindProof() == 0)
        ? ExitCode.OK
        : ExitCode.FINDINGS;
  }
}
