package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.model.HashAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The algorithm of the template hashes in a list. The kernel's first two files have SHA-1; from
 * Linux 6.10 on there is one for each bank of the TPM as well, {@code
 * binary_runtime_measurements_sha256}, whose name alone says which ({@code
 * create_securityfs_measurement_lists} in {@code security/integrity/ima/ima_fs.c}).
 */
final class ListedHash {
  /** The likely ones first. */
  private static final List<HashAlgorithm> OF_BANKS =
      List.of(
          HashAlgorithm.SHA1,
          HashAlgorithm.SHA256,
          HashAlgorithm.SHA384,
          HashAlgorithm.SHA512,
          HashAlgorithm.SM3,
          HashAlgorithm.SHA3_256,
          HashAlgorithm.SHA3_384,
          HashAlgorithm.SHA3_512);

  private ListedHash() {}

  /** The lengths that such hashes have, in bytes. */
  static int[] lengths() {
    return OF_BANKS.stream().mapToInt(HashAlgorithm::digestLength).distinct().toArray();
  }

  /** Those of a length. */
  static List<HashAlgorithm> ofLength(int length) {
    return OF_BANKS.stream().filter(one -> one.digestLength() == length).toList();
  }

  /**
   * The algorithm in which an entry's hash is that of its data; the likeliest one if none is.
   *
   * @param entry the entry, with its hash taken for one of an algorithm
   */
  static HashAlgorithm of(int length, Function<HashAlgorithm, MeasurementEntry> entry) {
    List<HashAlgorithm> candidates = ofLength(length);
    return candidates.stream()
        .filter(one -> isConsistent(entry.apply(one)))
        .findFirst()
        .orElse(candidates.get(0));
  }

  /** Whether an entry's hash is that of its data, or nothing can be said of that. */
  static boolean isConsistent(MeasurementEntry entry) {
    return entry.isViolation()
        || !entry.isReplayable()
        || Arrays.equals(entry.listedHash(), new TemplateHash(entry.listedAlgorithm()).of(entry));
  }
}
