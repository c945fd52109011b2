package io.github.imaallowlist.format;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where an allowlist comes from, and what is not in it. Nothing here depends on the machine or on
 * the order in which packages were read, and nothing but the validity on the time.
 *
 * @param tool the program's name
 * @param version the program's version
 * @param readMode what was hashed: {@code payload} or {@code headers}
 * @param hashAlgorithms of the files' digests, by the kernel's names
 * @param trust how many packages each kind of proof vouches for, {@code none} among them
 * @param signers for how many packages each pinned key vouches, by its OpenPGP fingerprint
 * @param sources in the order in which they were asked for
 * @param baseSha256 hex digest of the policy that was merged in, if one was
 * @param counts numbers worth keeping, by name: paths, digests, paths with a space, and so on
 * @param leftOut what is missing; sorted, each once
 * @param complete whether everything that matters is there
 * @param validity absent if the list is to be valid without an end
 * @param filter absent if all files of the packages are in the list
 * @param updates the packages that the list's digests are from, and what was taken out for good
 */
public record Provenance(
    String tool,
    String version,
    String readMode,
    List<String> hashAlgorithms,
    SortedMap<String, Long> trust,
    SortedMap<String, Long> signers,
    List<ProvenanceSource> sources,
    Optional<String> baseSha256,
    SortedMap<String, Long> counts,
    List<LeftOut> leftOut,
    boolean complete,
    Optional<Validity> validity,
    Optional<ProvenanceFilter> filter,
    ProvenanceUpdates updates) {
  /** Of a list that does not say which packages its digests are from. */
  public Provenance(
      String tool,
      String version,
      String readMode,
      List<String> hashAlgorithms,
      SortedMap<String, Long> trust,
      SortedMap<String, Long> signers,
      List<ProvenanceSource> sources,
      Optional<String> baseSha256,
      SortedMap<String, Long> counts,
      List<LeftOut> leftOut,
      boolean complete,
      Optional<Validity> validity,
      Optional<ProvenanceFilter> filter) {
    this(
        tool,
        version,
        readMode,
        hashAlgorithms,
        trust,
        signers,
        sources,
        baseSha256,
        counts,
        leftOut,
        complete,
        validity,
        filter,
        ProvenanceUpdates.NONE);
  }

  public Provenance {
    hashAlgorithms = List.copyOf(hashAlgorithms);
    trust = Collections.unmodifiableSortedMap(new TreeMap<>(trust));
    signers = Collections.unmodifiableSortedMap(new TreeMap<>(signers));
    sources = List.copyOf(sources);
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    leftOut = leftOut.stream().sorted().distinct().toList();
  }
}
