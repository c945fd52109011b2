package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.model.HashAlgorithm;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of the PCRs in one bank after the entries so far: each is the hash of the value before
 * and what was extended ({@code TPM2_PCR_Extend}). For one thread.
 */
public final class PcrReplay {
  private final TemplateHash templateHash;
  private final MessageDigest digest;
  private final SortedMap<Integer, byte[]> values = new TreeMap<>();

  /** From zeros, as after a boot. */
  public PcrReplay(HashAlgorithm bank) {
    this.templateHash = new TemplateHash(bank);
    this.digest = bank.newMessageDigest();
  }

  /**
   * From the values that an earlier replay ended with.
   *
   * @param values by the PCR's number; each as long as the bank's digests
   */
  public PcrReplay(HashAlgorithm bank, SortedMap<Integer, byte[]> values) {
    this(bank);
    values.forEach(
        (pcr, value) -> {
          if (value.length != bank.digestLength()) {
            throw new IllegalArgumentException(
                "a PCR of the %s bank has %d bytes, not %d"
                    .formatted(bank, bank.digestLength(), value.length));
          }
          this.values.put(pcr, value.clone());
        });
  }

  public HashAlgorithm bank() {
    return templateHash.algorithm();
  }

  /** Extends the entry's register. */
  public void extend(MeasurementEntry entry) {
    extend(entry.pcr(), templateHash.extended(entry));
  }

  /** Extends a register with a hash that is known already. */
  public void extend(int pcr, byte[] hash) {
    digest.update(values.computeIfAbsent(pcr, one -> new byte[bank().digestLength()]));
    values.put(pcr, digest.digest(hash));
  }

  /** The values now, by the PCR's number, of those that were extended or given. Copies. */
  public SortedMap<Integer, byte[]> values() {
    SortedMap<Integer, byte[]> copy = new TreeMap<>();
    values.forEach((pcr, value) -> copy.put(pcr, value.clone()));
    return Collections.unmodifiableSortedMap(copy);
  }
}
