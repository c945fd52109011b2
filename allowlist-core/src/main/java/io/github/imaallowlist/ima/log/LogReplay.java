package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.model.HashAlgorithm;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Recomputes all hashes of a list, entry by entry: those that it has itself, and the values of the
 * PCRs in several banks. For one thread.
 */
public final class LogReplay {
  private final boolean padded;
  private final Map<HashAlgorithm, PcrReplay> banks = new EnumMap<>(HashAlgorithm.class);
  private final Map<HashAlgorithm, TemplateHash> listed = new EnumMap<>(HashAlgorithm.class);
  private Optional<MeasurementEntry> changed = Optional.empty();
  private Optional<MeasurementEntry> opaque = Optional.empty();

  private LogReplay(boolean padded) {
    this.padded = padded;
  }

  /**
   * From the values that an earlier replay ended with, or from zeros, as after a boot.
   *
   * @param values by bank and the PCR's number; zeros where there is none
   */
  public static LogReplay from(
      Collection<HashAlgorithm> banks,
      SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> values) {
    return new LogReplay(false).withBanks(banks, values);
  }

  /**
   * As the kernel before Linux 5.8 does it: each bank is extended with SHA-1, with zeros behind it
   * ({@code tpm_pcr_extend} in {@code drivers/char/tpm/tpm-interface.c} then).
   */
  public static LogReplay paddedFrom(
      Collection<HashAlgorithm> banks,
      SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> values) {
    return new LogReplay(true).withBanks(banks, values);
  }

  private LogReplay withBanks(
      Collection<HashAlgorithm> all, SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> values) {
    for (HashAlgorithm bank : all) {
      SortedMap<Integer, byte[]> begin = values.getOrDefault(bank, new TreeMap<>());
      banks.put(bank, new PcrReplay(bank, begin));
    }
    return this;
  }

  /** Takes the next entry. */
  public void add(MeasurementEntry entry) {
    HashAlgorithm own = entry.listedAlgorithm();
    byte[] hash;
    if (entry.isReplayable()) {
      hash = listed.computeIfAbsent(own, TemplateHash::new).of(entry);
      if (changed.isEmpty() && !entry.isViolation() && !entry.hasListedHash(hash)) {
        changed = Optional.of(entry);
      }
    } else {
      hash = entry.listedHash();
      opaque = opaque.isPresent() ? opaque : Optional.of(entry);
    }
    for (PcrReplay bank : banks.values()) {
      if (padded) {
        bank.extend(entry.pcr(), Arrays.copyOf(sha1(entry), bank.bank().digestLength()));
      } else if (bank.bank() == own && !entry.isViolation()) {
        bank.extend(entry.pcr(), hash);
      } else {
        bank.extend(entry);
      }
    }
  }

  private byte[] sha1(MeasurementEntry entry) {
    return listed.computeIfAbsent(HashAlgorithm.SHA1, TemplateHash::new).extended(entry);
  }

  /** The first entry whose hash in the list is not that of its data: one of them was changed. */
  public Optional<MeasurementEntry> firstChanged() {
    return changed;
  }

  /**
   * The first entry that the list does not have all of. Values are then those of the list's own
   * hashes in the bank of their algorithm, and not to be told in others.
   */
  public Optional<MeasurementEntry> firstOpaque() {
    return opaque;
  }

  /** The values of the PCRs now, by bank and the PCR's number. Copies. */
  public SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> values() {
    SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> values = new TreeMap<>();
    banks.forEach((bank, replay) -> values.put(bank, replay.values()));
    return values;
  }
}
