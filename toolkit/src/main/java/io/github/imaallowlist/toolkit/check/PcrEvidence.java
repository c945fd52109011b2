package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.model.HashAlgorithm;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the host's TPM says of the measurement list. Without any of it, the list is what the host
 * says of itself.
 *
 * @param pcrs values of registers that the caller knows to be true, by bank and number
 * @param quote signed values of registers
 */
public record PcrEvidence(
    SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> pcrs, Optional<QuoteFiles> quote) {
  /** The list alone is looked at. */
  public static final PcrEvidence NONE = new PcrEvidence(new TreeMap<>(), Optional.empty());

  public PcrEvidence {
    Map<HashAlgorithm, SortedMap<Integer, byte[]>> copy = new EnumMap<>(HashAlgorithm.class);
    pcrs.forEach(
        (bank, values) -> {
          SortedMap<Integer, byte[]> copies = new TreeMap<>();
          values.forEach((pcr, value) -> copies.put(pcr, value.clone()));
          copy.put(bank, Collections.unmodifiableSortedMap(copies));
        });
    pcrs = Collections.unmodifiableSortedMap(new TreeMap<>(copy));
  }

  /** Whether there is any. */
  public boolean isGiven() {
    return !pcrs.isEmpty() || quote.isPresent();
  }

  /**
   * A quote, as tpm2-tools write it.
   *
   * @param message {@code tpm2_quote --message}
   * @param signature {@code tpm2_quote --signature}
   * @param attestationKeys public keys that the caller trusts, one of which must have signed it
   * @param nonce that the caller asked for; absent: an old quote is taken as well
   * @param pcrValues {@code tpm2_quote --pcr}: what the quote's digest is over
   */
  public record QuoteFiles(
      Path message,
      Path signature,
      List<Path> attestationKeys,
      Optional<byte[]> nonce,
      Optional<Path> pcrValues) {
    public QuoteFiles {
      attestationKeys = List.copyOf(attestationKeys);
      nonce = nonce.map(byte[]::clone);
    }

    /** All of them. */
    List<Path> files() {
      return Stream.of(List.of(message, signature), attestationKeys, pcrValues.stream().toList())
          .flatMap(List::stream)
          .toList();
    }
  }
}
