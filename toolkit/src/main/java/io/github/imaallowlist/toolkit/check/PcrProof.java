package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.tpm.AttestationKey;
import io.github.imaallowlist.signing.tpm.PcrDigest;
import io.github.imaallowlist.signing.tpm.PcrSelection;
import io.github.imaallowlist.signing.tpm.PcrValuesFile;
import io.github.imaallowlist.signing.tpm.Quote;
import io.github.imaallowlist.signing.tpm.QuoteSignature;
import io.github.imaallowlist.toolkit.check.PcrEvidence.QuoteFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** What is proved of the host's PCRs: values that are known, and the digest of a quote. */
final class PcrProof {
  private final PcrValues known;
  private final Optional<Quoted> quoted;
  private final boolean fresh;
  private final List<String> sentences;

  private PcrProof(
      PcrValues known, Optional<Quoted> quoted, boolean fresh, List<String> sentences) {
    this.known = known;
    this.quoted = quoted;
    this.fresh = fresh;
    this.sentences = List.copyOf(sentences);
  }

  /**
   * What a TPM signed.
   *
   * @param algorithm of the digest
   */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  private record Quoted(HashAlgorithm algorithm, List<PcrSelection> selections, byte[] digest) {
    boolean holds(PcrValues values) {
      return PcrDigest.of(algorithm, selections, values.all())
          .filter(of -> Arrays.equals(of, digest))
          .isPresent();
    }
  }

  /**
   * Verifies the quote, if there is one.
   *
   * @throws AllowlistException if it is not signed by a given key, or for another nonce
   */
  static PcrProof of(PcrEvidence evidence) throws IOException, AllowlistException {
    PcrValues known = new PcrValues(evidence.pcrs());
    List<String> sentences = new ArrayList<>();
    if (!known.isEmpty()) {
      sentences.add("the given values of PCRs hold");
    }
    if (evidence.quote().isEmpty()) {
      return new PcrProof(known, Optional.empty(), false, sentences);
    }
    QuoteFiles files = evidence.quote().get();
    Quote quote = Quote.read(files.message());
    QuoteSignature signature = QuoteSignature.read(files.signature());
    Path signer = signer(files, quote, signature);
    requireNonce(files, quote);
    Quoted quoted = new Quoted(signature.hash(), quote.selections(), quote.pcrDigest());
    if (files.pcrValues().isPresent()) {
      addValues(files.pcrValues().get(), quoted, known);
    }
    sentences.add(
        "the TPM's quote of %s by the key in %s holds%s"
            .formatted(
                String.join("+", quote.selections().stream().map(PcrSelection::toString).toList()),
                signer,
                files.nonce().isPresent() ? ", made for the nonce" : ""));
    return new PcrProof(known, Optional.of(quoted), files.nonce().isPresent(), sentences);
  }

  private static Path signer(QuoteFiles files, Quote quote, QuoteSignature signature)
      throws IOException, AllowlistException {
    for (Path file : files.attestationKeys()) {
      if (AttestationKey.read(file).verifies(quote, signature)) {
        return file;
      }
    }
    throw noTrust(
        files.message() + ": the quote is not signed by a given attestation key",
        "Give the host's own key with --ak, and the signature that belongs to the quote.");
  }

  private static void requireNonce(QuoteFiles files, Quote quote) throws AllowlistException {
    if (files.nonce().isPresent() && !quote.hasNonce(files.nonce().get())) {
      throw noTrust(
          "%s: the quote is of another time: it was made for the nonce %s"
              .formatted(files.message(), HexFormat.of().formatHex(quote.nonce())),
          "Ask the host for a quote with your nonce; somebody may replay an old one.");
    }
  }

  private static void addValues(Path file, Quoted quoted, PcrValues known)
      throws IOException, AllowlistException {
    PcrValues values = new PcrValues(PcrValuesFile.read(file, quoted.selections()));
    if (!quoted.holds(values)) {
      throw noTrust(
          file + ": these are not the values of the PCRs that the quote is about",
          "Give the file that tpm2_quote --pcr wrote with that quote.");
    }
    for (Map.Entry<HashAlgorithm, SortedMap<Integer, byte[]>> bank : values.all().entrySet()) {
      for (Map.Entry<Integer, byte[]> pcr : bank.getValue().entrySet()) {
        Optional<byte[]> given = known.get(bank.getKey(), pcr.getKey());
        if (given.isPresent() && !Arrays.equals(given.get(), pcr.getValue())) {
          throw noTrust(
              "the quote has another value for %s:%d than --pcr"
                  .formatted(bank.getKey(), pcr.getKey()),
              "One of them is of another time; leave --pcr out if the quote is the right one.");
        }
        known.put(bank.getKey(), pcr.getKey(), pcr.getValue());
      }
    }
  }

  private static AllowlistException noTrust(String message, String remedy) {
    return new AllowlistException(ExitCode.NO_TRUST, message, remedy);
  }

  /** Whether anything is proved. */
  boolean isAny() {
    return !known.isEmpty() || quoted.isPresent();
  }

  /** Whether it was made for the caller's nonce. */
  boolean isFresh() {
    return fresh;
  }

  /** What shows it, a sentence each. */
  List<String> sentences() {
    return sentences;
  }

  /** The banks in which PCRs have to be recomputed. */
  Set<HashAlgorithm> banks() {
    Set<HashAlgorithm> banks = EnumSet.noneOf(HashAlgorithm.class);
    banks.addAll(known.all().keySet());
    quoted.ifPresent(quote -> quote.selections().forEach(one -> banks.add(one.bank())));
    return banks;
  }

  /** Whether anything is proved of a PCR, in any bank. */
  boolean covers(int pcr) {
    return banks().stream().anyMatch(bank -> covers(bank, pcr));
  }

  /** A value that is proved. */
  Optional<byte[]> value(HashAlgorithm bank, int pcr) {
    return known.get(bank, pcr);
  }

  /**
   * Whether a log that gives these values is the host's.
   *
   * @param replayed in all {@link #banks}
   * @param pcrs that the log's entries extend
   */
  boolean holds(SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> replayed, BitSet pcrs) {
    PcrValues ofLog = new PcrValues(replayed);
    PcrValues all = new PcrValues(known.all());
    for (HashAlgorithm bank : banks()) {
      for (int pcr = pcrs.nextSetBit(0); pcr >= 0; pcr = pcrs.nextSetBit(pcr + 1)) {
        byte[] value = ofLog.get(bank, pcr).orElseGet(() -> new byte[bank.digestLength()]);
        Optional<byte[]> proved = known.get(bank, pcr);
        if (proved.isPresent() && !Arrays.equals(proved.get(), value)) {
          return false;
        }
        all.put(bank, pcr, value);
      }
    }
    return quoted.isEmpty() || quoted.get().holds(all);
  }

  /** Whether nothing better than a hash that is broken proves a PCR. */
  boolean restsOnWeakHash(int pcr) {
    return banks().stream().noneMatch(bank -> !bank.isWeak() && covers(bank, pcr));
  }

  private boolean covers(HashAlgorithm bank, int pcr) {
    return known.get(bank, pcr).isPresent()
        || quoted.stream()
            .flatMap(quote -> quote.selections().stream())
            .anyMatch(one -> one.bank() == bank && one.pcrs().contains(pcr));
  }
}
