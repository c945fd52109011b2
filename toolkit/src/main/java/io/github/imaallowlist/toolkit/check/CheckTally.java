package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.model.ImaKeyId;
import io.github.imaallowlist.toolkit.check.CheckResult.LabelCount;
import io.github.imaallowlist.toolkit.check.CheckResult.PackageCount;
import io.github.imaallowlist.toolkit.check.CheckResult.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds entries up. For one thread. */
@SuppressWarnings("EnumOrdinal") // the numbers do not leave the memory
final class CheckTally {
  private static final Verdict[] VERDICTS = Verdict.values();

  /** As many as a picture has columns. */
  private static final int PARTS = 120;

  private final List<OwningPackage> packages;
  private final long first;
  private final long entries;
  private final long[] byVerdict = new long[VERDICTS.length];

  /** By package, the last one for those of none, and verdict. */
  private final int[] byPackage;

  private final int[] byPart;
  private final Map<Basis, Long> accepted = new EnumMap<>(Basis.class);
  private final SortedMap<ImaKeyId, Long> signers = new TreeMap<>();
  private final SortedMap<String, long[]> byLabel = new TreeMap<>();

  /**
   * @param packages of the allowlist
   * @param first number of the first entry that is judged
   * @param last number of the last one
   */
  CheckTally(List<OwningPackage> packages, long first, long last) {
    this.packages = packages;
    this.first = first;
    this.entries = last - first + 1;
    this.byPackage = new int[(packages.size() + 1) * VERDICTS.length];
    this.byPart = new int[PARTS * VERDICTS.length];
  }

  /**
   * Adds an entry.
   *
   * @param owner the index of its package; negative if none is known
   */
  void add(long number, Verdict verdict, int owner) {
    byVerdict[verdict.ordinal()]++;
    int one = owner < 0 || owner >= packages.size() ? packages.size() : owner;
    byPackage[one * VERDICTS.length + verdict.ordinal()]++;
    byPart[partOf(number) * VERDICTS.length + verdict.ordinal()]++;
  }

  private int partOf(long number) {
    return (int) ((number - first) * PARTS / Math.max(entries, PARTS));
  }

  void addAccepted(Basis basis) {
    accepted.merge(basis, 1L, Long::sum);
  }

  void addSigner(ImaKeyId signer) {
    signers.merge(signer, 1L, Long::sum);
  }

  void addLabel(String type, Verdict verdict) {
    byLabel.computeIfAbsent(type, added -> new long[VERDICTS.length])[verdict.ordinal()]++;
  }

  Map<Verdict, Long> counts() {
    return counts(byVerdict);
  }

  Map<Basis, Long> accepted() {
    return accepted;
  }

  SortedMap<ImaKeyId, Long> signers() {
    return signers;
  }

  List<PackageCount> packages() {
    List<PackageCount> counts = new ArrayList<>();
    for (int one = 0; one <= packages.size(); one++) {
      Map<Verdict, Long> of = counts(byPackage, one);
      if (!of.isEmpty()) {
        boolean known = one < packages.size();
        counts.add(
            new PackageCount(
                known ? Explainer.nameOf(packages.get(one)) : "",
                known ? packages.get(one).removed() : Optional.empty(),
                of));
      }
    }
    return counts;
  }

  List<LabelCount> labels() {
    List<LabelCount> counts = new ArrayList<>();
    byLabel.forEach((type, of) -> counts.add(new LabelCount(type, counts(of))));
    return counts;
  }

  List<Part> timeline() {
    List<Part> parts = new ArrayList<>();
    long begin = first;
    for (long number = first; number < first + entries; number++) {
      boolean ends = number + 1 == first + entries || partOf(number + 1) != partOf(number);
      if (ends) {
        parts.add(new Part(begin, number, counts(byPart, partOf(number))));
        begin = number + 1;
      }
    }
    return parts;
  }

  private static Map<Verdict, Long> counts(int[] table, int row) {
    long[] of = new long[VERDICTS.length];
    for (int i = 0; i < of.length; i++) {
      of[i] = table[row * VERDICTS.length + i];
    }
    return counts(of);
  }

  private static Map<Verdict, Long> counts(long[] of) {
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : VERDICTS) {
      if (of[verdict.ordinal()] > 0) {
        counts.put(verdict, of[verdict.ordinal()]);
      }
    }
    return counts;
  }
}
