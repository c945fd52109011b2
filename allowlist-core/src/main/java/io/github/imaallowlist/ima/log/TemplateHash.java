package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.model.HashAlgorithm;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Recomputes what the kernel extended for an entry, in the algorithm of one of the TPM's banks:
 * {@code ima_calc_field_array_hash_tfm} in {@code security/integrity/ima/ima_crypto.c}. For one
 * thread.
 */
public final class TemplateHash {
  /**
   * What the template {@code ima} hashes of a name, with zeros behind it: {@code
   * IMA_EVENT_NAME_LEN_MAX} and a NUL.
   */
  static final int IMA_NAME = 255 + 1;

  private static final byte ONES = (byte) 0xff;

  private final HashAlgorithm algorithm;
  private final MessageDigest digest;
  private final byte[] violation;

  public TemplateHash(HashAlgorithm algorithm) {
    this.algorithm = algorithm;
    this.digest = algorithm.newMessageDigest();
    this.violation = new byte[algorithm.digestLength()];
    Arrays.fill(violation, ONES);
  }

  public HashAlgorithm algorithm() {
    return algorithm;
  }

  /** Of the entry's data, whatever the list says. */
  public byte[] of(MeasurementEntry entry) {
    TemplateData data = entry.templateData();
    digest.update(data.bytes());
    if (entry.template().isIma()) {
      digest.update(new byte[IMA_NAME - (data.end(1) - data.start(1))]);
    }
    return digest.digest();
  }

  /** What was extended for the entry: ones of a violation. */
  public byte[] extended(MeasurementEntry entry) {
    return entry.isViolation() ? violation.clone() : of(entry);
  }
}
