package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.model.HashAlgorithm;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of the PCRs in one bank after the entries so far: each is the hash of the value before
 * and what was extended ({@code TPM2_PCR_Extend}). For one thread.
 */
public final class PcrReplay {
  private final TemplateHash templateHash;
  private final MessageDigest digest;
  private final byte[] input;
  private final byte[] @Nullable [] values = new byte[LogLimits.PCRS][];

  /** From zeros, as after a boot. */
  public PcrReplay(HashAlgorithm bank) {
    this.templateHash = new TemplateHash(bank);
    this.digest = bank.newMessageDigest();
    this.input = new byte[2 * bank.digestLength()];
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
          this.values[pcr] = value.clone();
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
    byte[] value = values[pcr];
    if (value == null) {
      value = new byte[bank().digestLength()];
      values[pcr] = value;
    }
    System.arraycopy(value, 0, input, 0, value.length);
    System.arraycopy(hash, 0, input, value.length, hash.length);
    digest.update(input, 0, value.length + hash.length);
    try {
      digest.digest(value, 0, value.length);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The values now, by the PCR's number, of those that were extended or given. Copies. */
  public SortedMap<Integer, byte[]> values() {
    SortedMap<Integer, byte[]> copy = new TreeMap<>();
    for (int pcr = 0; pcr < values.length; pcr++) {
      byte[] value = values[pcr];
      if (value != null) {
        copy.put(pcr, value.clone());
      }
    }
    return Collections.unmodifiableSortedMap(copy);
  }
}
