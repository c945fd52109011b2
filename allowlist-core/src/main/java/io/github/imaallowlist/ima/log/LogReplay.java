package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.model.HashAlgorithm;
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
  private final Map<HashAlgorithm, PcrReplay> banks = new EnumMap<>(HashAlgorithm.class);
  private final Map<HashAlgorithm, TemplateHash> listed = new EnumMap<>(HashAlgorithm.class);
  private Optional<MeasurementEntry> changed = Optional.empty();
  private Optional<MeasurementEntry> opaque = Optional.empty();

  /** From zeros, as after a boot. */
  public LogReplay(Collection<HashAlgorithm> banks) {
    banks.forEach(bank -> this.banks.put(bank, new PcrReplay(bank)));
  }

  /** From the values that an earlier replay ended with, by bank and the PCR's number. */
  public LogReplay(Map<HashAlgorithm, SortedMap<Integer, byte[]>> values) {
    values.forEach((bank, pcrs) -> banks.put(bank, new PcrReplay(bank, pcrs)));
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
      if (bank.bank() == own && !entry.isViolation()) {
        bank.extend(entry.pcr(), hash);
      } else {
        bank.extend(entry);
      }
    }
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
