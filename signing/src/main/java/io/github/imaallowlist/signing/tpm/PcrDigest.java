package io.github.imaallowlist.signing.tpm;

import io.github.imaallowlist.model.HashAlgorithm;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The digest over the values of selected registers, as a quote has it. */
public final class PcrDigest {
  private PcrDigest() {}

  /**
   * @param algorithm that of the quote's signature
   * @param values by bank, and by the register's number
   * @return empty if the value of a selected register is not given
   */
  public static Optional<byte[]> of(
      HashAlgorithm algorithm,
      List<PcrSelection> selections,
      Map<HashAlgorithm, SortedMap<Integer, byte[]>> values) {
    MessageDigest digest = algorithm.newMessageDigest();
    for (PcrSelection selection : selections) {
      SortedMap<Integer, byte[]> bank = values.get(selection.bank());
      for (int pcr : selection.pcrs()) {
        byte[] value = bank == null ? null : bank.get(pcr);
        if (value == null) {
          return Optional.empty();
        }
        digest.update(value);
      }
    }
    return Optional.of(digest.digest());
  }
}
