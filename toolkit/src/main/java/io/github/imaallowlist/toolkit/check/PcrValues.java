package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.model.HashAlgorithm;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Values of PCRs by bank and number; what is not there is not known. */
final class PcrValues {
  private final SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> values = new TreeMap<>();

  PcrValues() {}

  PcrValues(SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> values) {
    values.forEach((bank, pcrs) -> pcrs.forEach((pcr, value) -> put(bank, pcr, value)));
  }

  void put(HashAlgorithm bank, int pcr, byte[] value) {
    values.computeIfAbsent(bank, one -> new TreeMap<>()).put(pcr, value);
  }

  Optional<byte[]> get(HashAlgorithm bank, int pcr) {
    return Optional.ofNullable(values.get(bank)).map(pcrs -> pcrs.get(pcr));
  }

  /** Not a copy. */
  SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> all() {
    return values;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }
}
