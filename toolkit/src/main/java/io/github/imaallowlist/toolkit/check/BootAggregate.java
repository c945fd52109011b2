package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The first entry: the digest over the PCRs that say what booted, in the bank of its algorithm.
 * They are 0 to 7, and except of SHA-1, 8 and 9 ({@code ima_calc_boot_aggregate_tfm} in {@code
 * security/integrity/ima/ima_crypto.c}; before Linux 5.8, 0 to 7 in every bank).
 *
 * @param proof what is known of the PCRs
 */
record BootAggregate(PcrProof proof) {
  private static final int OF_FIRMWARE = 8;
  private static final int WITH_BOOT_LOADER = 10;

  /**
   * Decides about it.
   *
   * @param digest in the entry
   */
  Judged judge(Optional<FileDigest> digest) {
    if (digest.isEmpty()) {
      return notJudged("it has no digest, as of a host without a TPM");
    }
    HashAlgorithm bank = digest.get().algorithm();
    Optional<FileDigest> firmware = over(bank, OF_FIRMWARE);
    Optional<FileDigest> all = over(bank, WITH_BOOT_LOADER);
    if (firmware.equals(digest) || all.equals(digest)) {
      return Judged.accepted(Basis.BOOT);
    }
    return all.isPresent()
        ? Judged.of(
            Verdict.WRONG_DIGEST,
            Optional.of(new Clue(Clue.Kind.BOOT, "PCR 0 to 9 have another digest")))
        : notJudged(
            "it says what booted; with PCR 0 to 9 of the bank %s it is compared".formatted(bank));
  }

  private static Judged notJudged(String text) {
    return Judged.of(Verdict.NOT_JUDGED, Optional.of(new Clue(Clue.Kind.BOOT, text)));
  }

  private Optional<FileDigest> over(HashAlgorithm bank, int count) {
    MessageDigest digest = bank.newMessageDigest();
    for (int pcr = 0; pcr < count; pcr++) {
      Optional<byte[]> value = proof.value(bank, pcr);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      digest.update(value.get());
    }
    return Optional.of(new FileDigest(bank, digest.digest()));
  }
}
