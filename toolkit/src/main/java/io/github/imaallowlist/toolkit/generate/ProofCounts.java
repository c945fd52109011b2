package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.rpm.trust.Proof;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What vouches for the packages in a list.
 *
 * @param ways how many packages were proved in each way, not at all among them; no zeros
 * @param signers for how many packages each key vouches, by its fingerprint
 */
public record ProofCounts(Map<Proof.Way, Long> ways, SortedMap<String, Long> signers) {
  /** Of no packages. */
  static final ProofCounts NONE = new ProofCounts(Map.of(), new TreeMap<>());

  public ProofCounts {
    Map<Proof.Way, Long> inOrder = new EnumMap<>(Proof.Way.class);
    inOrder.putAll(ways);
    ways = Collections.unmodifiableMap(inOrder);
    signers = Collections.unmodifiableSortedMap(new TreeMap<>(signers));
  }

  public long of(Proof.Way way) {
    return ways.getOrDefault(way, 0L);
  }

  /** Counts the proofs of packages. */
  static ProofCounts of(Stream<Map.Entry<Proof, Long>> proofs) {
    Map<Proof.Way, Long> ways = new EnumMap<>(Proof.Way.class);
    SortedMap<String, Long> signers = new TreeMap<>();
    proofs.forEach(
        entry -> {
          ways.merge(entry.getKey().way(), entry.getValue(), Long::sum);
          signersOf(entry.getKey())
              .forEach(signer -> signers.merge(signer, entry.getValue(), Long::sum));
        });
    return new ProofCounts(ways, signers);
  }

  /** Each once, for both signatures may be of one key. */
  private static Stream<String> signersOf(Proof proof) {
    return Stream.concat(
            proof.packageSignature().map(Proof.PackageSigner::signer).stream(),
            proof.metadataSigner().stream())
        .map(Fingerprint::toString)
        .distinct();
  }
}
